import type { Words } from '../index';

export const system: Words['system'] = {
  title: 'Sistem',
  services: 'Perkhidmatan',
  serviceColumns: { service: 'Perkhidmatan', state: 'Status', answered: 'Dijawab dalam', alarms: 'Amaran', checks: 'Semakan' },
  alarms: (file) => `Setiap amaran memerlukan tindakan manusia; ${file} menerangkan setiap satu.`,
  good: (checks) => `${checks} baik`,
  slowest: 'Operasi paling perlahan',
  slowestBy: 'mengikut purata sejak setiap perkhidmatan dimulakan',
  noOperations: 'Belum ada perkhidmatan yang menjawab permintaan.',
  operationColumns: { operation: 'Operasi', service: 'Perkhidmatan', requests: 'Permintaan', errors: 'Dijawab 5xx', mean: 'Purata', longest: 'Paling lama kebelakangan ini' },
};
