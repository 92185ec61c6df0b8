export const system = {
  title: 'System',
  services: 'Services',
  serviceColumns: { service: 'Service', state: 'State', answered: 'Answered within', alarms: 'Alarms', checks: 'Checks' },
  alarms: (file: string) => `An alarm calls for a person; ${file} explains each.`,
  good: (checks: number) => `${checks} good`,
  slowest: 'Slowest operations',
  slowestBy: 'by their average since each service started',
  noOperations: 'No service has answered a request yet.',
  operationColumns: { operation: 'Operation', service: 'Service', requests: 'Requests', errors: 'Answered 5xx', mean: 'On average', longest: 'Longest lately' },
};
