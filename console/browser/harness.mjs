// What the walk through the console stands on: a browser, what must not happen in it, and the apps of owner and runner.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const [base, link, pictures] = process.argv.slice(2);
if (base === undefined || link === undefined) {
  console.error('usage: node browser/<walk>.mjs BASE LINK [...]');
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let passed = 0;
const failures = [];

export async function check(name, work) {
  try {
    await work();
    passed++;
    console.log(`ok   ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAIL ${name}\n     ${String(error.message).split('\n').slice(0, 6).join('\n     ')}`);
  }
}

export function must(holds, words) {
  if (!holds) {
    throw new Error(words);
  }
}

/** A page that notes what must not happen: errors in the log, and requests to other hosts. */
export async function newPage(context) {
  const page = await context.newPage();
  page.trouble = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 40')) {
      page.trouble.push(message.text());
    }
  });
  page.on('pageerror', (error) => page.trouble.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:') && !request.url().startsWith(`blob:${base}`)) {
      page.trouble.push(`request to ${request.url()}`);
    }
  });
  return page;
}

export async function accessible(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }));
  const serious = found.violations.filter((one) => ['serious', 'critical'].includes(one.impact));
  must(serious.length === 0, serious.map((one) => `${one.id}: ${one.nodes[0].html}`).join('\n'));
}

export async function picture(page, name, { fullPage = true } = {}) {
  if (pictures !== undefined) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
  }
}

// ---- the apps of owner and runner

export async function call(token, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const read = await answer.json();
  must(answer.ok, `${method} ${path} answered ${answer.status}: ${JSON.stringify(read)}`);
  return read.data;
}

export const logIn = async (email, password) => (await call(undefined, 'POST', '/api/v1/auth/login', { email, password })).access_token;
export async function register(role, full_name, password) {
  const email = `${role}-${randomUUID()}@example.com`;
  const { access_token, user } = await call(undefined, 'POST', '/api/v1/auth/register', { email, password, full_name, phone: '+60 12-345 6789', role });
  return { token: access_token, id: user.id, email };
}
export const SCRIPT = '<img src=x onerror="document.title=\'stolen\'">';

function place(line1, latitude, longitude) {
  return { line1, city: 'Kuala Lumpur', state: 'Wilayah Persekutuan', country: 'Malaysia', latitude, longitude };
}

export const book = (owner) =>
  call(owner, 'POST', '/api/v1/bookings', {
    pet_spec: { pet_type: 'dog', name: SCRIPT, weight_kg: 12 },
    pickup_address: place('12, Jalan Bukit Bintang', 3.139, 101.6869),
    dropoff_address: place('45, Jalan Ampang', 3.15, 101.71),
    notes: SCRIPT,
  });
export const pay = (owner, booking) =>
  call(owner, 'POST', '/api/v1/payments/initiate', { booking_id: booking.id, amount_cents: booking.estimated_price_cents, currency: 'MYR' });

export async function finish() {
  await browser.close();
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);
}
