// The pages about everything at once: map, runners, money, system.
import { accessible, base, book, browser, call, check, must, newPage, pay, picture } from './harness.mjs';

/** With a page of an administrator, and a booking that is completed. */
export async function walkOverviews({ page, desk, owner, runner, booking }) {
  await check('the map shows runners and rides, and what is picked stands in the address', async () => {
    const riding = await book(owner);
    await pay(owner, riding);
    await call(runner, 'POST', '/api/v1/runners/me/online', { latitude: 3.142, longitude: 101.695 });
    await call(runner, 'POST', `/api/v1/bookings/${riding.id}/accept`);
    await page.getByRole('link', { name: 'Map', exact: true }).click();
    const drawer = page.getByRole('complementary', { name: 'Runners and rides' });
    await drawer.getByRole('button', { name: riding.booking_number }).click();
    await page.waitForURL(/ride=/);
    await page.locator('.card').getByRole('link', { name: riding.booking_number }).waitFor();
    await page.locator('[data-drawn=true]').waitFor();
    await accessible(page);
    await picture(page, 'map');
    await drawer.getByRole('button', { name: /With a ride/ }).first().click();
    await page.waitForURL(/state=.*busy/);
    await page.getByRole('link', { name: 'The runner' }).click();
    await page.getByRole('tab', { name: 'Rides' }).waitFor();
    await page.getByRole('link', { name: riding.booking_number }).first().waitFor();
    await accessible(page);
    await picture(page, 'runner');
    await page.getByRole('tab', { name: 'Positions' }).click();
    await page.waitForURL(/tab=positions/);
    await accessible(page);
  });

  await check('an administrator takes a runner off duty with a reason', async () => {
    await page.getByRole('button', { name: 'Take off duty …' }).click();
    await page.getByRole('dialog').getByText('rides under way go on').waitFor();
    await page.getByRole('dialog').getByRole('textbox').fill('the phone was stolen');
    await accessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Take off duty' }).click();
    await page.locator('.title .badge').getByText('Off duty').waitFor();
    await call(runner, 'POST', '/api/v1/runners/me/online', { latitude: 3.142, longitude: 101.695 });
  });

  await check('a runner is suspended with a reason, cannot go online, and the suspension is lifted and kept', async () => {
    const dialog = page.getByRole('dialog');
    await page.getByRole('tab', { name: 'Offers' }).click();
    await page.waitForURL(/tab=offers/);
    await page.getByRole('tabpanel').locator('table, p').first().waitFor();
    await accessible(page);
    await picture(page, 'runner-offers');
    await page.getByRole('button', { name: 'Suspend …' }).click();
    await dialog.getByText('cannot go online until somebody lifts it').waitFor();
    await dialog.getByRole('textbox').fill('the insurance has expired');
    await accessible(page);
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await page.locator('.title').getByText('Suspended').waitFor();
    let refused = '';
    await call(runner, 'POST', '/api/v1/runners/me/online', { latitude: 3.142, longitude: 101.695 }).catch((error) => { refused = error.message; });
    must(refused.includes('403'), `the runner went online: ${refused}`);
    await page.getByRole('tab', { name: 'Suspensions' }).click();
    await page.waitForURL(/tab=suspensions/);
    await page.getByText('the insurance has expired').waitFor();
    await page.getByRole('button', { name: 'Lift the suspension …' }).click();
    await dialog.getByRole('textbox').fill('a new policy was shown');
    await dialog.getByRole('button', { name: 'Lift it' }).click();
    await page.getByText('a new policy was shown').waitFor();
    await accessible(page);
    await picture(page, 'runner-suspensions');
    await call(runner, 'POST', '/api/v1/runners/me/online', { latitude: 3.142, longitude: 101.695 });
  });

  await check('runners are filtered by state', async () => {
    await page.getByRole('link', { name: 'Runners', exact: true }).click();
    await page.getByRole('region', { name: 'Runners' }).waitFor();
    await accessible(page);
    await picture(page, 'runners');
    await page.getByRole('button', { name: 'With a ride' }).click();
    await page.waitForURL(/state=.*busy/);
    await page.getByRole('region', { name: 'Runners' }).getByRole('link').first().waitFor();
  });

  await check('the map is a list where it cannot be drawn', async () => {
    const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, colorScheme: 'dark', storageState: await desk.storageState() });
    await context.addInitScript(() => { window.HTMLCanvasElement.prototype.getContext = () => null; });
    const flat = await newPage(context);
    await flat.goto(`${base}/console/map`);
    await flat.getByText('This browser cannot draw the map').waitFor();
    await flat.getByRole('complementary', { name: 'Runners and rides' }).getByRole('button', { name: /Accepted/ }).first().click();
    await flat.locator('.card').getByRole('link', { name: 'The runner' }).waitFor();
    await accessible(flat);
    await picture(flat, 'map-flat-dark');
    await context.close();
  });

  await check('Money shows balanced books, and the ledger is found by a booking and saved as CSV', async () => {
    await page.getByRole('link', { name: 'Money', exact: true }).click();
    await page.getByText('The ledger adds up to zero').waitFor();
    must((await page.locator('tfoot td').first().textContent()) === 'RM 0.00', 'the sum is not zero');
    await page.getByRole('region', { name: 'Ledger' }).waitFor();
    await accessible(page);
    await picture(page, 'money');
    await page.getByRole('searchbox').fill(booking.booking_number);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=BK/);
    // Two lines of the hold and three of the release.
    await page.waitForFunction((number) => {
      const rows = [...document.querySelectorAll('[aria-label=Ledger] tbody tr')];
      return rows.length === 5 && rows.every((row) => row.textContent.includes(number));
    }, booking.booking_number);
    const saved = page.waitForEvent('download');
    await page.getByRole('search').locator('..').getByRole('button', { name: 'Save as CSV' }).click();
    const download = await saved;
    must(download.suggestedFilename() === 'kilat-ledger.csv', download.suggestedFilename());
    await page.getByText('5 lines saved').waitFor();
  });

  await check('the map follows what is picked, as its address says', async () => {
    await page.getByRole('link', { name: 'Map', exact: true }).click();
    await page.getByRole('complementary', { name: 'Runners and rides' }).getByRole('button', { name: /Accepted/ }).first().click();
    await page.locator('[data-drawn=true]').waitFor();
    await page.locator('.card').getByRole('button', { name: 'Follow' }).click();
    await page.waitForURL(/follow=true/);
    await page.locator('.card [aria-pressed=true]').waitFor();
    await accessible(page);
    await picture(page, 'map-follow');
  });
}
