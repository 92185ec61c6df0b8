// Many bookings: columns, saved views, CSV, and what is done to several at once.
import { accessible, base, book, call, check, must, picture, register } from './harness.mjs';

const MANY = 50;

/** With a page of an administrator. */
export async function walkBulk({ page }) {
  const owner = await register('owner', 'Farah Idris', 'correct horse battery');
  const dialog = page.getByRole('dialog');
  const rows = page.getByRole('region', { name: 'Bookings' }).locator('tbody tr');

  await check('fifty bookings are cancelled at once, after the extent was shown, and two are left out', async () => {
    for (let count = 0; count < MANY + 2; count += 4) {
      await Promise.all(Array.from({ length: Math.min(4, MANY + 2 - count) }, () => book(owner.token)));
    }
    const mine = await call(owner.token, 'GET', '/api/v1/bookings?limit=2');
    for (const { id } of (mine.bookings ?? mine).slice(0, 2)) {
      await call(owner.token, 'POST', `/api/v1/bookings/${id}/cancel`, { reason: 'changed_mind' });
    }
    await page.goto(`${base}/console/bookings?q=${owner.email}`);
    await page.getByRole('button', { name: 'Show older bookings' }).click();
    await page.waitForFunction((count) => document.querySelectorAll('[aria-label=Bookings] tbody tr').length === count, MANY + 2);
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await page.getByText(`${MANY + 2} bookings selected`).waitFor();
    await accessible(page);
    await page.getByRole('group', { name: 'bookings selected' }).getByRole('button', { name: 'Cancel …' }).click();
    await dialog.getByText(`${MANY} bookings will be cancelled`).waitFor();
    await dialog.getByText('2 × Cancelled').waitFor();
    must(await dialog.getByRole('button', { name: `Cancel ${MANY} bookings` }).isDisabled(), 'no reason is needed');
    await dialog.getByRole('textbox').fill('the road is flooded');
    await accessible(page);
    await picture(page, 'bulk-extent');
    await dialog.getByRole('button', { name: `Cancel ${MANY} bookings` }).click();
    await dialog.getByText(`${MANY} of ${MANY} done.`).waitFor();
    await accessible(page);
    await picture(page, 'bulk-done');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('[aria-label=Bookings] tbody tr')].every((row) => row.textContent.includes('Cancelled')));
    const audit = await page.evaluate(async () => (await (await fetch('/api/v1/console/audit')).json()).data);
    must(audit.filter((entry) => entry.reason === 'the road is flooded' && entry.outcome === 'done').length === MANY, 'the audit log lacks some');
  });

  await check('what has been cancelled is not cancelled again', async () => {
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await page.getByRole('group', { name: 'bookings selected' }).getByRole('button', { name: 'Cancel …' }).click();
    await dialog.getByText(`${MANY + 2} × Cancelled`).waitFor();
    await dialog.getByRole('textbox').fill('the road is flooded');
    must(await dialog.getByRole('button', { name: 'Cancel 0 bookings' }).isDisabled(), 'it can be done');
    await dialog.getByRole('button', { name: 'Keep things as they are' }).click();
  });

  await check('columns are chosen, stand in the address, and are saved as a view', async () => {
    await page.locator('summary').getByText('Columns').click();
    await page.getByRole('checkbox', { name: 'Runner' }).uncheck();
    await page.getByRole('checkbox', { name: 'Requested' }).check();
    await page.waitForURL(/cols=.*created_at/);
    must(!page.url().includes('runner'), page.url());
    await accessible(page);
    await page.locator('summary').getByText('Columns').click();
    await page.locator('summary').getByText('Views').click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('Farah, by request');
    await page.getByRole('button', { name: 'Save what is shown' }).click();
    const view = page.getByRole('button', { name: 'Farah, by request', exact: true });
    await view.waitFor();
    await accessible(page);
    await picture(page, 'bookings-views');
    await page.goto(`${base}/console/bookings`);
    await page.locator('summary').getByText('Views').click();
    await view.click();
    await page.waitForURL(/cols=.*created_at/);
    must(page.url().includes('q='), page.url());
    await page.getByRole('button', { name: 'Remove the view Farah, by request' }).click();
    await view.waitFor({ state: 'detached' });
  });

  await check('bookings are saved as CSV', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    must((await saved).suggestedFilename() === 'kilat-bookings.csv', 'another name');
    await page.getByText(`${MANY + 2} lines saved.`).waitFor();
  });

  await check('of ten thousand bookings a page is read at a time, and one is found by its number', async () => {
    await page.goto(`${base}/console/bookings?status=${encodeURIComponent('["cancelled"]')}`);
    for (const count of [50, 100, 150, 200]) {
      await page.waitForFunction((most) => document.querySelectorAll('[aria-label=Bookings] tbody tr').length === most, count);
      await page.getByRole('button', { name: 'Show older bookings' }).click();
    }
    await page.waitForFunction(() => document.querySelectorAll('[aria-label=Bookings] tbody tr').length === 250);
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await page.getByText('250 bookings selected').waitFor();
    await page.goto(`${base}/console/bookings?q=BK-C09999`);
    await page.getByRole('link', { name: 'BK-C09999' }).waitFor();
    must((await rows.count()) === 1, 'it is not the only one');
  });
}
