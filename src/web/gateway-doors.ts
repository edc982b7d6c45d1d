/** Who may hand messages in at `/gerbang/…`. A door that is not named for a tenant does not exist. */
export interface GatewayDoors {
  /** Network addresses of the gateways in our own house (Kannel); this machine's own, unless told. */
  addresses?: string[]
  /** The secret token that a tenant's Kannel shows. */
  kannelToken(tenant: string): string | undefined
  /** What a tenant's WhatsApp app was set up with. */
  whatsapp(tenant: string): WhatsappDoor | undefined
}

export interface WhatsappDoor {
  /** The word that Meta shows when the webhook is set up. */
  verifyToken: string
  /** The app's secret, by which each call is signed. */
  appSecret: string
  /** Only messages to this number are ours, where an app has several. */
  phoneNumberId?: string
}
