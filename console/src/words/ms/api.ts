import type { Words } from '../index';

export const api: Words['api'] = {
  status: { requested: 'Dimohon', accepted: 'Diterima', in_progress: 'Dalam perjalanan', delivered: 'Dihantar', completed: 'Selesai', cancelled: 'Dibatalkan' },
  payment: { none: 'belum dibayar', pending: 'sedang dibayar', held: 'ditahan', released: 'dilepaskan', refunded: 'dikembalikan', failed: 'gagal' },
  task: { authorise: 'memberi kebenaran', store: 'menyimpan kad', renew: 'memperbaharui pegangan', capture: 'menuntut bayaran', release: 'melepaskan', refund: 'memulangkan', void: 'membatalkan' },
  method: { card: 'kad' },
  runner: { free: 'Lapang', busy: 'Ada perjalanan', silent: 'Senyap', offline: 'Tidak bertugas' },
  vehicle: { car: 'kereta', van: 'van', motorcycle: 'motosikal', truck: 'lori', suv: 'SUV', mpv: 'MPV' },
  pet: { cat: 'kucing', dog: 'anjing', bird: 'burung', rabbit: 'arnab', reptile: 'reptilia', hamster: 'hamster', fish: 'ikan', other: 'lain-lain' },
  ledger: { hold: 'Ditahan', release: 'Dilepaskan', refund: 'Dikembalikan', lapse: 'Pegangan tamat tempoh', advance: 'Pendahuluan', repayment: 'Pendahuluan dibayar balik' },
  account: { owner: 'Pemilik', escrow: 'Eskrow', runner: 'Penghantar', platform: 'Platform' },
  age: { hour: 'kurang daripada sejam', day: 'kurang daripada sehari', week: 'kurang daripada seminggu', older: 'seminggu atau lebih' },
  offer: { open: 'Terbuka', accepted: 'Diterima', declined: 'Ditolak', expired: 'Tiada jawapan', withdrawn: 'Ditarik balik' },
  milestone: { requested: 'Dimohon', paid: 'Dibayar', accepted: 'Diterima', picked_up: 'Diambil', delivered: 'Dihantar', completed: 'Selesai', cancelled: 'Dibatalkan' },
  service: { ready: 'Sedia', not_ready: 'Belum sedia', away: 'Tiada jawapan' },
  channel: { push: 'Push', sms: 'SMS', email: 'E-mel' },
  delivery: { pending: 'Menunggu', sent: 'Dihantar', failed: 'Gagal', dropped: 'Digugurkan' },
  testCard: { card: 'Kad yang baik', card_declined: 'Kad ditolak', card_late: 'Kad lewat: tiada jawapan pada masanya, kemudian wang ditahan', card_timeout: 'Kad senyap: langsung tiada jawapan', card_release_fails: 'Pembayaran keluar ditolak dua kali, kemudian berjaya', card_refund_fails: 'Bayaran balik ditolak dua kali, kemudian berjaya' },
  doing: { off_duty: 'Tidak bertugas', waiting: 'Lapang', to_pickup: 'Ke tempat pengambilan', with_pet: 'Bersama haiwan' },
  role: { admin: 'Pentadbir', operator: 'Operator' },
  roleOf: { admin: 'pentadbir', operator: 'operator', owner: 'pemilik', runner: 'penghantar', shop: 'kedai', system: 'platform' },
};
