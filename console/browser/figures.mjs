// What the console costs its users, measured in Chromium on a running development platform; nothing here passes or fails.
//   node browser/figures.mjs http://localhost:8080 <link that logs in> <minutes to watch the map> <runners that move>
// Each page is opened anew in a browser that has cached its files, as on the second day. A click counts until the next frame is drawn.
// Runners register as fast as passwords can be hashed, and then send a position every three seconds.
import { setInterval } from 'node:timers';
import { base, book, browser, call, link, logIn, register } from './harness.mjs';

const minutes = Number(process.argv[4] ?? 1);
const moving = Number(process.argv[5] ?? 0);
const STEP = 0.0004;
const EVERY = 3_000;
/** Shorter than a token lasts. */
const LOG_IN_EVERY = 8 * 60_000;
const PASSWORD = 'moves-about-12345';

async function onDuty(index) {
  const { token: first, email } = await register('runner', `Runner ${index}`, PASSWORD);
  let token = first;
  await call(token, 'POST', '/api/v1/runners', { vehicle_type: 'van', vehicle_plate: `WXY ${index}`, vehicle_model: 'Toyota HiAce' });
  const place = { latitude: 3.05 + (index % 25) * 0.008, longitude: 101.6 + Math.floor(index / 25) * 0.008 };
  await call(token, 'POST', '/api/v1/runners/me/online', place);
  let heading = index;
  const step = async () => {
    heading += 0.3;
    place.latitude += STEP * Math.sin(heading);
    place.longitude += STEP * Math.cos(heading);
    await call(token, 'POST', '/api/v1/runners/me/location', { ...place, recorded_at: new Date().toISOString() }).catch((error) => console.log(error.message));
  };
  setTimeout(() => setInterval(() => void step(), EVERY), (index % 100) * (EVERY / 100));
  setInterval(() => void logIn(email, PASSWORD).then((next) => { token = next; }, (error) => console.log(error.message)), LOG_IN_EVERY + index * 200);
}

for (let index = 0; index < moving; index += 10) {
  await Promise.all(Array.from({ length: Math.min(10, moving - index) }, (_, offset) => onDuty(index + offset)));
}
// A page of bookings has at least one.
await book(await logIn('owner.test@kilat.my', 'TestOwner123!'));
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
const first = await context.newPage();
await first.goto(link);
await first.getByRole('heading', { name: 'Now', exact: true }).waitFor();

const OBSERVE = () => {
  window.slow = [];
  new window.PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId === 0) {
        continue;
      }
      const { name, target, startTime, processingStart, processingEnd, duration } = entry;
      const [waited, handled] = [processingStart - startTime, processingEnd - processingStart].map(Math.round);
      window.slow.push({ duration: Math.round(duration), what: `${name} ${target?.textContent?.slice(0, 24) ?? ''} (waited ${waited}, handled ${handled})` });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
};

console.log('page, first contentful paint ms, content shown ms');
for (const [path, shown] of [
  ['', 'a.figure'],
  ['/bookings', 'tbody tr'],
  ['/map', 'canvas'],
  ['/runners', 'tbody tr'],
  ['/money', 'tbody tr'],
  ['/events', 'tbody tr'],
]) {
  const page = await context.newPage();
  const began = Date.now();
  await page.goto(`${base}/console${path}`);
  await page.locator(shown).first().waitFor();
  const content = Date.now() - began;
  const paint = await page.evaluate(() => Math.round(window.performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1));
  console.log(`${path === '' ? '/' : path}, ${paint}, ${content}`);
  await page.close();
}

const page = await context.newPage();
await page.addInitScript(OBSERVE);
await page.goto(`${base}/console`);
await page.locator('a.figure').first().waitFor();
for (const name of ['Bookings', 'Map', 'Runners', 'Money', 'Messages', 'Events', 'Bookings']) {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, exact: true }).first().waitFor();
  await page.waitForTimeout(700);
}
await page.locator('tbody a').first().click();
await page.getByRole('tab', { name: 'Money' }).click();
await page.getByRole('tab', { name: 'Notices' }).click();
await page.waitForTimeout(700);
await page.getByRole('navigation').getByRole('link', { name: 'Map', exact: true }).click();
await page.locator('canvas').first().waitFor();
await page.waitForTimeout(3000);
await page.getByRole('complementary').getByRole('button').first().click();
await page.waitForTimeout(700);
const slow = (await page.evaluate(() => window.slow)).sort((a, b) => b.duration - a.duration);
console.log(`clicks that took 16 ms or more until the next frame: ${slow.length}, the longest ms:`);
slow.slice(0, 8).forEach(({ duration, what }) => console.log(`${duration} ${what}`));

const session = await context.newCDPSession(page);
await session.send('Performance.enable');
const heap = async () => {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name) => metrics.find((one) => one.name === name).value;
  return `${(value('JSHeapUsedSize') / 1048576).toFixed(1)} MB, ${value('Nodes')} nodes, ${value('JSEventListeners')} listeners`;
};
console.log('the map, open:');
for (let minute = 0; minute <= minutes; minute++) {
  console.log(`after ${minute} min: ${await heap()}`);
  if (minute < minutes) {
    await page.waitForTimeout(60_000);
  }
}
await browser.close();
process.exit(0);
