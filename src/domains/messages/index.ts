export { markRead, type Message, messagesToPosts, tell, type ToldMessage, unreadMessages } from './message.ts'
