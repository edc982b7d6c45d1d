import type { Actor } from '../kernel/actor.ts'
import { mayEnterAtDesk } from '../domains/intake/index.ts'
import type { Sop } from '../domains/sop/index.ts'
import type { NavLink, Translate } from '../ui/index.ts'

/** What an officer looks after besides their inbox; each has its link in the menu. */
export interface OfficerDuties {
  /** Administers the tenant. */
  admin: boolean
  /** Keeps a product register. */
  keeper: boolean
  /** Enters letters, calls and visits. */
  desk: boolean
}

/** What only administrators open, all of it reached from their one page. */
const administration = [
  '/petugas/admin', '/petugas/pegawai', '/petugas/unit', '/petugas/kalender', '/petugas/rekap', '/petugas/sop', '/petugas/register-kependudukan', '/petugas/riwayat-akses',
  '/kata-kunci', '/pesan', '/impor', '/ekspor',
]

/** The officers' menu: their daily work by one press, by what they look after; all the rest stands a level lower, under *Administrasi* and *Akun saya*. */
export function officerLinks(t: Translate, { admin, keeper, desk }: OfficerDuties): NavLink[] {
  return [
    { href: '/kotak-masuk', text: t('Kotak masuk'), under: ['/kotak-masuk', '/tiket'] },
    ...(desk ? [{ href: '/meja', text: t('Meja depan'), under: ['/meja'] }] : []),
    { href: '/petugas/surat', text: t('Surat'), under: ['/petugas/surat'] },
    ...(admin || keeper ? [{ href: '/petugas/produk', text: t('Register produk'), under: ['/petugas/produk'] }] : []),
    ...(admin ? [{ href: '/petugas/admin', text: t('Administrasi'), under: [...administration, '/petugas/survei'] }] : [{ href: '/petugas/survei', text: t('Survei'), under: ['/petugas/survei'] }]),
    { href: '/petugas/saya', text: t('Akun saya'), under: ['/petugas/saya', '/saluran'] },
  ]
}

/** Whether an officer enters reports of others under any of these SOPs. */
export function worksAtDesk(actor: Actor, sops: Sop[]): boolean {
  return sops.some((sop) => !sop.intake.linkedOnly && mayEnterAtDesk(actor, sop))
}
