// Walks through the console in Chromium on a running development platform, as its users do.
//   node browser/run.mjs http://localhost:8080 <link that logs in> [folder for pictures]
import { accessible, base, book, browser, call, check, finish, link, logIn, must, newPage, pay, picture, SCRIPT } from './harness.mjs';
import { walkBulk } from './bulk.mjs';
import { walkLanguage } from './language.mjs';
import { walkMap } from './map.mjs';
import { walkMessages } from './messages.mjs';
import { walkPeople } from './people.mjs';
import { walkSimulator } from './simulator.mjs';
import { walkOverviews } from './overviews.mjs';
import { walkSystem } from './system.mjs';

const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
const page = await newPage(desk);
const owner = await logIn('owner.test@kilat.my', 'TestOwner123!');
const runner = await logIn('runner.test@kilat.my', 'TestRunner123!');

await check('a link logs in, and leaves no trace in the address', async () => {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
  must(!page.url().includes('link='), page.url());
  const stored = await page.evaluate(() => JSON.stringify([{ ...window.localStorage }, { ...window.sessionStorage }, document.cookie]));
  must(!stored.includes('eyJ') && !stored.includes('kilat_console'), stored);
});

await check('the link works once', async () => {
  const other = await browser.newContext();
  const again = await newPage(other);
  await again.goto(link);
  await again.getByRole('alert').filter({ hasText: 'has been used' }).waitFor();
  await picture(again, 'login');
  await accessible(again);
  await other.close();
});

await check('Now shows figures, each a link', async () => {
  await page.getByText('Waiting for a runner').waitFor();
  must((await page.locator('a.figure').count()) > 15, 'too few figures');
  await accessible(page);
  await picture(page, 'now');
});

let booking;
await check('a ride is followed from request to completion without a reload', async () => {
  booking = await book(owner);
  await page.goto(`${base}/console/bookings/${booking.id}`);
  await page.getByText('Waiting for the owner to pay').waitFor();
  await page.evaluate(() => (window.sameDocument = true));
  await pay(owner, booking);
  await page.getByText('Money held in escrow').waitFor();
  await call(runner, 'POST', '/api/v1/runners/me/online', { latitude: 3.139, longitude: 101.6869 });
  await call(runner, 'POST', `/api/v1/bookings/${booking.id}/accept`);
  await page.getByText('Waiting for the runner to pick the pet up').waitFor();
  await call(runner, 'POST', `/api/v1/bookings/${booking.id}/pickup`);
  await page.getByText('Waiting for the delivery').waitFor();
  await call(runner, 'POST', `/api/v1/bookings/${booking.id}/deliver`);
  await call(owner, 'POST', `/api/v1/bookings/${booking.id}/confirm`);
  await page.locator('.title').getByText('Completed').waitFor();
  await page.getByText('released to the runner').waitFor();
  must(await page.evaluate(() => window.sameDocument === true), 'the page was loaded anew');
});

await check('stored scripts are shown as text', async () => {
  must((await page.getByText(SCRIPT).count()) >= 2, 'name and note are not shown');
  must((await page.title()) === 'Kilat console' && (await page.locator('main img').count()) === 0, 'it ran');
});

await check('the page of a booking is accessible in each view', async () => {
  await picture(page, 'booking-timeline');
  for (const tab of ['Timeline', 'Money', 'Notices', 'Raw']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForURL((url) => url.search === (tab === 'Timeline' ? '' : `?tab=${tab.toLowerCase()}`));
    await accessible(page);
    if (tab !== 'Raw') {
      await picture(page, `booking-${tab.toLowerCase()}`);
    }
  }
});

await check('arrows move between tabs', async () => {
  await page.getByRole('tab', { name: 'Raw' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/tab=money/);
  must(await page.evaluate(() => document.activeElement.textContent === 'Money'), 'the focus stays behind');
});

await check('the ledger of a booking sums to zero', async () => {
  must((await page.locator('tfoot td').textContent()) === 'RM 0.00', 'it does not');
});

await check('filters stand in the address, and the search finds by number and mail', async () => {
  await page.getByRole('link', { name: 'Bookings' }).first().click();
  await page.getByRole('button', { name: 'Completed' }).click();
  await page.waitForURL(/status=.*completed/);
  await page.getByRole('link', { name: booking.booking_number }).waitFor();
  await accessible(page);
  await picture(page, 'bookings');
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await page.keyboard.type('owner.test@kilat.my');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=owner/);
  await page.getByRole('link', { name: booking.booking_number }).waitFor();
  await page.goto(`${base}/console/bookings?q=${booking.booking_number}`);
  await page.getByRole('link', { name: booking.booking_number }).waitFor();
  await page.goto(`${base}/console/bookings?q=nobody%40example.com`);
  await page.getByText('nobody has this mail address').waitFor();
  await picture(page, 'bookings-empty');
});

await check('arrows move between rows, and g n goes to Now', async () => {
  await book(owner);
  await page.goto(`${base}/console/bookings`);
  await page.locator('tbody a').first().focus();
  await page.keyboard.press('ArrowDown');
  must(await page.evaluate(() => document.activeElement === document.querySelectorAll('tbody tr')[1].querySelector('a')), 'no move');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
});

await check('an administrator cancels with a reason, which the audit log keeps', async () => {
  const doomed = await book(owner);
  await pay(owner, doomed);
  await page.goto(`${base}/console/bookings/${doomed.id}`);
  await page.getByText('Money held in escrow').waitFor();
  await page.getByRole('button', { name: 'Cancel …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('goes back to the owner').waitFor();
  must(await dialog.getByRole('button', { name: 'Cancel the booking' }).isDisabled(), 'no reason is needed');
  await dialog.getByRole('textbox').fill(`the owner called ${SCRIPT}`);
  await accessible(page);
  await picture(page, 'cancel');
  await dialog.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.locator('.title').getByText('Cancelled').waitFor();
  await page.getByText('refunded', { exact: false }).first().waitFor();
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.locator(`a[title="${doomed.id}"]`).first().waitFor();
  await page.getByText('the owner called').first().waitFor();
  await accessible(page);
  await picture(page, 'audit');
});

await check('held money is refunded, and a refusal is said in the dialog', async () => {
  const other = await book(owner);
  await pay(owner, other);
  await page.goto(`${base}/console/bookings/${other.id}`);
  await page.getByRole('button', { name: 'Refund …' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('paid twice by mistake');
  await page.getByRole('dialog').getByRole('button', { name: 'Refund' }).click();
  await page.locator('.title').getByText('money refunded').waitFor();
});

await check('Events shows every group and topic', async () => {
  await page.getByRole('link', { name: 'Events' }).click();
  await page.getByText('service-payment-bookings').waitFor();
  await page.locator('section[aria-labelledby=dead-letters]').locator('.notice, details').first().waitFor();
  await accessible(page);
  await picture(page, 'events');
});

await walkBulk({ page });
await walkOverviews({ page, desk, owner, runner, booking });
await walkMap({ page, desk });
await walkSystem({ page });
await walkMessages({ page, owner });
await walkPeople({ page });
await walkSimulator({ page });
await walkLanguage({ page, desk, booking });

await check('an unknown booking is said, not shown as blank', async () => {
  await page.goto(`${base}/console/bookings/00000000-0000-4000-8000-000000000000`);
  await page.getByRole('alert').filter({ hasText: 'not found' }).waitFor();
  await picture(page, 'booking-unknown');
});

await check('a lost connection is said, and what was missed is read afterwards', async () => {
  const waiting = await book(owner);
  await page.goto(`${base}/console/bookings/${waiting.id}`);
  await page.getByText('Waiting for the owner to pay').waitFor();
  page.trouble.length = 0;
  await page.route('**/api/v1/console/stream', (route) => route.abort());
  await page.reload();
  await page.getByText('The connection is lost').waitFor({ timeout: 10_000 });
  await picture(page, 'lost');
  await pay(owner, waiting);
  await page.unroute('**/api/v1/console/stream');
  await page.getByText('The connection is lost').waitFor({ state: 'detached', timeout: 10_000 });
  await page.getByText('Money held in escrow').waitFor();
  page.trouble.length = 0;
});

await check('nothing else went wrong in the browser, and nothing was asked of another host', async () => {
  must(page.trouble.length === 0, page.trouble.join('\n'));
});

await check('an operator logs in with a password, may look and not touch', async () => {
  const booth = await browser.newContext({ viewport: { width: 820, height: 1180 }, colorScheme: 'dark' });
  const quiet = await newPage(booth);
  await quiet.goto(`${base}/console`);
  await quiet.getByLabel('Mail address').fill('operator.test@kilat.my');
  await quiet.getByLabel('Password').fill('wrong');
  await quiet.getByRole('button', { name: 'Log in' }).click();
  await quiet.getByRole('alert').filter({ hasText: 'wrong' }).waitFor();
  await quiet.getByLabel('Password').fill('TestOperator123!');
  await quiet.getByRole('button', { name: 'Log in' }).click();
  await quiet.getByText('Waiting for a runner').waitFor();
  await accessible(quiet);
  await picture(quiet, 'now-dark-tablet');
  const open = await book(owner);
  await pay(owner, open);
  await quiet.goto(`${base}/console/bookings/${open.id}`);
  await quiet.getByText('Money held in escrow').waitFor();
  must((await quiet.getByRole('button', { name: 'Cancel …' }).count()) === 0, 'there is a button');
  await accessible(quiet);
  await picture(quiet, 'booking-dark-tablet');
  const status = await quiet.evaluate(async (id) => {
    const session = await (await fetch('/api/v1/console/session')).json();
    const answer = await fetch(`/api/v1/console/bookings/${id}/cancel`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.data.csrf_token },
      body: JSON.stringify({ reason: 'just so' }),
    });
    return answer.status;
  }, open.id);
  must(status === 403, `answered ${status}`);
  await quiet.getByRole('button', { name: 'Log out' }).click();
  await quiet.getByLabel('Mail address').waitFor();
  await booth.close();
});

await check('an owner gets nothing', async () => {
  const context = await browser.newContext();
  const stranger = await newPage(context);
  await stranger.goto(`${base}/console/bookings`);
  await stranger.getByLabel('Mail address').fill('owner.test@kilat.my');
  await stranger.getByLabel('Password').fill('TestOwner123!');
  await stranger.getByRole('button', { name: 'Log in' }).click();
  await stranger.getByRole('alert').filter({ hasText: 'may not use the console' }).waitFor();
  await context.close();
});

await check('the landing page leads to the console', async () => {
  const context = await browser.newContext();
  const first = await newPage(context);
  await first.goto(base);
  await accessible(first);
  await picture(first, 'landing');
  await first.getByRole('link', { name: 'Console' }).click();
  await first.getByLabel('Mail address').waitFor();
  await context.close();
});

await finish();
