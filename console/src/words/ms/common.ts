import type { Words } from '../index';
import { count } from './count';

export const common: Words['common'] = {
  incomplete: 'Halaman ini tidak lengkap:',
  unreachable: 'Platform tidak dapat dihubungi.',
  unknownOutcome: 'Tiada jawapan diterima, jadi perkara itu mungkin telah atau belum dilakukan. Semak halaman ini dan Audit sebelum melakukannya sekali lagi.',
  answeredWith: (status) => `Platform menjawab dengan status ${status}.`,
  older: 'Maklumat yang dipaparkan adalah yang lama.',
  tryAgain: 'Cuba lagi',
  loading: 'Memuatkan',
  loadingMore: 'Memuatkan …',
  reason: 'Sebab, disimpan dalam log audit',
  keep: 'Biarkan seperti sedia ada',
  close: 'Tutup',
  none: 'tiada',
  saveCsv: 'Simpan sebagai CSV',
  savingCsv: 'Menyimpan …',
  savedCsv: (lines) => `${count(lines, 'baris')} disimpan.`,
  savedPart: (lines) => `${count(lines, 'baris')} terkini disimpan; ada lagi selebihnya.`,
  notSaved: 'Tidak dapat disimpan.',
  justNow: 'baru sahaja',
  ahead: (time) => `dalam masa ${time}`,
  lessThan: (share) => `< ${share}`,
  units: { day: 'hari', hour: 'jam', minute: 'min', second: 's', millisecond: 'ms', kilogram: 'kg', kilometre: 'km', kilometresPerHour: 'km/j' },
};

export const shell: Words['shell'] = {
  title: 'Konsol Kilat',
  brand: 'Kilat',
  product: 'konsol',
  skip: 'Terus ke kandungan',
  pages: 'Halaman',
  places: { now: 'Kini', map: 'Peta', bookings: 'Tempahan', runners: 'Penghantar', money: 'Kewangan', messages: 'Mesej', events: 'Peristiwa', system: 'Sistem', people: 'Kakitangan', audit: 'Audit', simulator: 'Simulator' },
  keys: (key) => `g ${key}`,
  development: 'pembangunan',
  language: 'Bahasa',
  logOut: 'Log keluar',
  lost: 'Sambungan terputus dan sedang dicuba semula; maklumat yang dipaparkan mungkin lama.',
  noPage: 'Halaman ini tidak wujud.',
  backToStart: 'Kembali ke halaman utama',
};

export const entry: Words['entry'] = {
  email: 'Alamat e-mel',
  password: 'Kata laluan',
  logIn: 'Log masuk',
  loggingIn: 'Sedang log masuk …',
  failed: 'Tidak berjaya.',
  about: (command) => `Untuk pentadbir dan operator. Pada platform pembangunan, ${command} mencetak pautan untuk log masuk.`,
  welcome: 'Anda dijemput menggunakan konsol ini. Pilih kata laluan yang tidak digunakan di tempat lain; hanya anda yang akan mengetahuinya.',
  noToken: 'Pautan jemputan ini tidak lengkap. Buka pautan itu sebagaimana diterima, atau minta yang baharu daripada pentadbir.',
  notAccepted: 'Tiada jawapan diterima. Akaun itu mungkin telah dibuat: cuba log masuk dengan kata laluan ini, atau buka pautan itu sekali lagi.',
  newPassword: (characters) => `Kata laluan, ${characters} aksara atau lebih`,
  passwordAgain: 'Ulang kata laluan',
  accept: 'Terima jemputan',
  passwordTooShort: (characters) => `Kata laluan mesti ${characters} aksara atau lebih.`,
  passwordsDiffer: 'Kedua-dua kata laluan tidak sama.',
};
