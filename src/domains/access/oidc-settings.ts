/** Another system that knows the officers (OpenID Connect), one for the installation. */
export interface OidcSettings {
  /** `https://sso.contoh.go.id/realms/pegawai`. Plain http only for this machine itself. */
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it: `SSO Pegawai`. */
  name: string
  /** Demanded of its word (`amr`), where the system says how somebody signed in: `mfa`. Without it the system alone decides how strictly it asks. */
  amr?: string
}
