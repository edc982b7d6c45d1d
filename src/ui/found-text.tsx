/** A text in pieces; those that were searched for are marked. Written as text, so nothing in it is ever markup. */
export function FoundText({ pieces }: { pieces: { text: string; hit: boolean }[] }) {
  return <>{pieces.map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text))}</>
}
