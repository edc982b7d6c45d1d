import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'

/** The installation's own certificate authority: the root certificate that vouches for officers' certificates, and its private key. */
export interface Authority {
  certificatePem: string
  key: KeyObject
}

/**
 * Reads an authority from PEM text that holds a private key and its certificate. Throws, in Indonesian, where one of them is missing, where they do
 * not belong together, or where they may not or should not sign certificates. `passphrase` opens an encrypted key.
 */
export function readAuthority(text: string, passphrase?: string): Authority {
  const [keyPem] = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[^-]+-----END \1PRIVATE KEY-----/.exec(text) ?? []
  const [certificatePem] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text) ?? []
  if (!keyPem || !certificatePem) throw new Error('harus berisi satu kunci privat dan satu sertifikat dalam bentuk PEM.')
  const [key, certificate] = [openKey(keyPem, passphrase), openCertificate(certificatePem)]
  const bits = key.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails!.modulusLength! : 0
  if (bits < 2048) throw new Error('kuncinya harus RSA sekurang-kurangnya 2048 bit.')
  if (!certificate.checkPrivateKey(key)) throw new Error('kunci dan sertifikatnya bukan pasangan.')
  if (!certificate.ca) throw new Error('sertifikatnya bukan sertifikat otoritas (basicConstraints CA:TRUE).')
  return { certificatePem: `${certificatePem}\n`, key }
}

function openKey(pem: string, passphrase = ''): KeyObject {
  try {
    return createPrivateKey({ key: pem, passphrase })
  } catch {
    throw new Error('kunci privatnya tidak dapat dibuka.')
  }
}

function openCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new Error('sertifikatnya tidak dapat dibaca.')
  }
}
