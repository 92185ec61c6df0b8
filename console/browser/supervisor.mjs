// What the console says of a supervisor, in place of one: the services of this walk run in the process of the test, which none started.
export const SERVICES = { name: 'services', title: 'The JVM of the services', pid: 4711, since: '2026-02-12T10:00:00Z', state: 'running', console: true, suspendable: false, services: ['booking', 'console'], took_millis: 4200 };
export const KAFKA = { name: 'kafka', title: 'Kafka', pid: 4712, since: '2026-02-12T10:00:00Z', state: 'running', console: false, suspendable: true, services: [], took_millis: 900 };

/** Answers instead of the console; `orders` are those that it got. The answer to a restart is lost, as when the console ends with it. */
export async function supervise(page, units) {
  const processes = units.map((one) => ({ ...one }));
  const orders = [];
  const json = (route, data) => route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ success: true, data }) });
  const done = (route) => json(route, { message: 'done' });
  const broker = () => processes.find((one) => one.suspendable);
  const answers = {
    '**/api/v1/console/system/processes': (route) => json(route, { supervised: true, processes }),
    '**/api/v1/console/system/processes/*/restart': (route) => {
      const name = route.request().url().split('/').at(-2);
      orders.push(`restart ${name}`);
      processes.find((one) => one.name === name).state = 'restarting';
      return route.abort();
    },
    '**/api/v1/console/simulator/broker/away': (route) => {
      const { seconds } = route.request().postDataJSON();
      orders.push(`away ${seconds}`);
      Object.assign(broker(), { state: 'suspended', until: new Date(Date.now() + seconds * 1_000).toISOString() });
      return done(route);
    },
    '**/api/v1/console/simulator/broker/back': (route) => {
      orders.push('back');
      broker().state = 'running';
      delete broker().until;
      return done(route);
    },
  };
  for (const [path, answer] of Object.entries(answers)) {
    await page.route(path, answer);
  }
  /** It is restarted: another process. */
  const back = (name) => Object.assign(processes.find((one) => one.name === name), { state: 'running', pid: 4713, since: new Date().toISOString() });
  return { orders, back, end: () => Promise.all(Object.keys(answers).map((path) => page.unroute(path))) };
}
