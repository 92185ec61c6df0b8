// The page System: services, instances, settings, charts and logs.
import { accessible, base, check, must, picture } from './harness.mjs';
import { KAFKA, SERVICES, supervise } from './supervisor.mjs';

/** With a page of somebody who may look. */
export async function walkSystem({ page }) {
  const services = page.getByRole('region', { name: 'Services' });

  await check('System shows each service as it reports on itself, with instances and limits', async () => {
    await page.getByRole('link', { name: 'System', exact: true }).click();
    await services.getByText('payment', { exact: true }).waitFor();
    must((await services.locator('tbody tr').count()) === 7, 'not all services');
    await page.getByRole('region', { name: 'Slowest operations' }).waitFor();
    const instances = page.getByRole('region', { name: 'Instances' });
    must((await instances.locator('tbody tr').count()) >= 7, 'not all instances');
    must((await instances.locator('time').count()) >= 7, 'an instance does not tell when it started');
    await page.getByRole('region', { name: 'Limits' }).getByText(/ of 1000$/).first().waitFor();
    await accessible(page);
    await picture(page, 'system');
  });

  await check('processes are shown with what runs in them, and without a supervisor what to do instead', async () => {
    const processes = page.locator('section', { has: page.locator('#processes') });
    await processes.getByText('docker compose restart NAME').waitFor();
    const supervisor = await supervise(page, [SERVICES, KAFKA]);
    await page.reload();
    const services = processes.locator('tr', { hasText: 'booking, console' });
    await services.getByText('Running', { exact: true }).waitFor();
    await services.getByText('4711').waitFor();
    must((await processes.getByRole('button', { name: 'Restart …' }).count()) === 2, 'not each can be restarted');
    await accessible(page);
    await supervisor.end();
    await page.reload();
    await processes.getByText('docker compose restart NAME').waitFor();
  });

  await check('settings in force are shown, and no secret', async () => {
    await services.locator('tr', { hasText: 'payment' }).getByRole('link', { name: 'Settings' }).click();
    await page.waitForURL(/tab=settings.*service=payment|service=payment.*tab=settings/);
    const settings = page.getByRole('region', { name: /^Settings of payment/ }).first();
    await settings.getByText('PROVIDER_TIMEOUT', { exact: true }).waitFor();
    const password = settings.locator('tr', { hasText: 'DB_PASSWORD' });
    await password.getByText('set, not shown').waitFor();
    must((await password.locator('code').count()) === 1, 'the password is shown');
    await accessible(page);
    await picture(page, 'system-settings');
    await page.getByRole('searchbox').fill('provider');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=provider/);
    await settings.getByText('PROVIDER_TIMEOUT', { exact: true }).waitFor();
    must((await settings.getByText('DB_PASSWORD', { exact: true }).count()) === 0, 'the search finds everything');
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.waitForURL((url) => url.searchParams.get('tab') === 'log' && url.searchParams.get('service') === 'payment' && !url.searchParams.has('q'));
  });

  await check('the log is searched by service, level and words, all of it in the address', async () => {
    await page.goto(`${base}/console/system?tab=log`);
    const log = page.getByRole('region', { name: 'Log' });
    await log.locator('tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'booking', exact: true }).click();
    await page.waitForURL(/service=booking/);
    await log.locator('tbody tr').first().waitFor();
    const word = ((await log.locator('td.wrap').first().textContent()) ?? '').trim().split(/\s/)[0];
    await page.getByRole('searchbox').fill(word);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await log.locator('td.wrap', { hasText: word }).first().waitFor();
    await accessible(page);
    await picture(page, 'system-log');
    await page.getByRole('searchbox').fill('no line has these words');
    await page.keyboard.press('Enter');
    await page.getByText('No line is like this').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await log.locator('tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Info and above' }).click();
    await page.waitForURL(/level=info/);
    const id = await log.locator('td a[title]').first().getAttribute('title');
    await log.locator(`td a[title="${id}"]`).first().click();
    await page.waitForURL((url) => url.searchParams.get('q') === id && url.searchParams.get('level') === 'debug');
    await log.locator(`td a[title="${id}"]`).first().waitFor();
  });

  await check('the metrics of the last hour are charts, once they have been read twice', async () => {
    await page.getByRole('tab', { name: 'Last hour' }).click();
    await page.waitForURL(/tab=charts/);
    await page.locator('.sparks, .empty').first().waitFor();
    await page.locator('.sparks svg path:not(.ground)').first().waitFor({ state: 'attached', timeout: 100_000 });
    await page.getByRole('link', { name: 'payment', exact: true }).click();
    await page.waitForURL(/service=payment/);
    must((await page.locator('.sparks').count()) === 1, 'not one service');
    await page.getByRole('link', { name: 'Show all services' }).click();
    must((await page.locator('.sparks').count()) === 7, 'not all services');
    await accessible(page);
    await picture(page, 'system-charts');
  });
}
