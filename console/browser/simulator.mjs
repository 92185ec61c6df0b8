// What makes things happen on a development platform.
import { accessible, base, check, must, picture } from './harness.mjs';
import { KAFKA, SERVICES, supervise } from './supervisor.mjs';

/** With a page of an administrator. */
export async function walkSimulator({ page }) {
  const confirm = async (reason, button) => {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await accessible(page);
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const begin = async (count) => {
    await page.getByLabel('Bookings', { exact: true }).fill(String(count));
    await page.getByRole('button', { name: 'Begin a demo …' }).click();
    await confirm('to see what happens', 'Begin');
  };
  const demo = page.getByRole('region', { name: 'Demo', exact: true });
  const fact = (name, value) => demo.locator('.facts div', { hasText: name }).locator('dd', { hasText: new RegExp(`^${value}$`) });

  await check('the simulator makes bookings whose card is declined', async () => {
    await page.locator('h1').first().click();
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await page.getByText('No demo has been begun').waitFor();
    await accessible(page);
    await page.getByLabel('Paid with').selectOption('card_declined');
    await page.waitForURL(/card=card_declined/);
    await begin(2);
    await fact('Left unpaid', 2).waitFor();
    await demo.getByText('Ended', { exact: true }).waitFor();
  });

  await check('bookings of a demo live to their completion, while a runner is moved and their phone is lost', async () => {
    await page.getByLabel('Paid with').selectOption('card');
    await begin(2);
    const runners = page.getByRole('region', { name: 'Runners of the demo' });
    const first = runners.locator('tr', { hasText: 'Simulated runner 1' });
    await first.getByRole('button', { name: 'Move …' }).click();
    await page.waitForURL(/runner=/);
    const form = page.getByRole('form', { name: 'Move Simulated runner 1' });
    await form.getByLabel('Reason').fill('to see the map');
    await page.locator('.simulated [data-drawn=true]').waitFor();
    await page.locator('.simulated .maplibregl-canvas').click({ position: { x: 300, y: 150 } });
    await form.getByRole('button', { name: 'Move Simulated runner 1 there' }).click();
    await page.getByRole('status').filter({ hasText: 'Simulated runner 1 is at' }).waitFor();
    await runners.locator('tr', { hasText: 'Simulated runner 2' }).getByRole('button', { name: 'Move …' }).click();
    const second = page.getByRole('form', { name: 'Move Simulated runner 2' });
    const typed = await second.locator('input').evaluateAll((inputs) => inputs.map((input) => input.value).join(''));
    must(typed === '', `what was typed for one stands there for the other: ${typed}`);
    await first.getByRole('button', { name: 'Lose phone …' }).click();
    await confirm('to see who is silent', 'Lose it');
    await first.getByText('Phone lost').waitFor();
    await accessible(page);
    await picture(page, 'simulator');
    await first.getByRole('button', { name: 'Find phone …' }).click();
    await confirm('seen enough', 'Find it');
    await fact('Completed', 2).waitFor({ timeout: 120_000 });
    await demo.getByText('Ended', { exact: true }).waitFor();
    await accessible(page);
  });

  await check('a demo is ended before its time, and what is under way is wound up', async () => {
    await begin(3);
    await fact('Under way', 3).waitFor();
    await demo.getByRole('button', { name: 'End the demo …' }).click();
    await confirm('enough seen', 'End it');
    await demo.getByText('Ended', { exact: true }).waitFor({ timeout: 60_000 });
    await fact('Under way', 0).waitFor();
    await page.goto(`${base}/console/audit`);
    await page.getByText('end demo').first().waitFor();
    await page.getByText('to see the map').first().waitFor();
    must((await page.getByText('to see who is silent').count()) > 0, 'the audit log lacks the phone');
    await page.goto(`${base}/console/simulator`);
  });

  await check('a simulated provider goes away and comes back', async () => {
    const sms = page.getByRole('region', { name: 'Providers' }).locator('tr', { hasText: 'SMS' });
    await sms.getByRole('button', { name: 'Send away …' }).click();
    await confirm('to see what waits', 'Send away');
    await sms.getByText('Away', { exact: true }).waitFor();
    await accessible(page);
    await sms.getByRole('button', { name: 'Bring back …' }).click();
    await confirm('enough seen', 'Bring back');
    await sms.getByText('There', { exact: true }).waitFor();
  });

  await check('the broker goes away for a while and is brought back', async () => {
    const broker = page.getByRole('region', { name: 'Broker' });
    await broker.getByText('docker compose pause kafka').waitFor();
    const supervisor = await supervise(page, [SERVICES, KAFKA]);
    await page.reload();
    await broker.getByText('There', { exact: true }).waitFor();
    await broker.getByLabel('For').selectOption('60');
    await page.waitForURL(/seconds=60/);
    await broker.getByRole('button', { name: 'Take away …' }).click();
    await page.getByRole('heading', { name: 'Take away the broker for 60 s' }).waitFor();
    await confirm('to see what waits', 'Take away');
    await broker.getByText('Away', { exact: true }).waitFor();
    await broker.getByText(/It goes on by itself in (1 min|5\d s)\.$/).waitFor();
    await accessible(page);
    await picture(page, 'simulator-broker');
    await broker.getByRole('button', { name: 'Bring back …' }).click();
    await confirm('enough seen', 'Bring back');
    await broker.getByText('There', { exact: true }).waitFor();
    must(supervisor.orders.join() === 'away 60,back', `other orders: ${supervisor.orders.join()}`);
    await supervisor.end();
  });

  await check('a restart of the process of the console says what ends with it, and is no failure but unknown when its answer is lost', async () => {
    const known = page.trouble.length;
    const supervisor = await supervise(page, [SERVICES, KAFKA]);
    await page.goto(`${base}/console/system`);
    const processes = page.getByRole('region', { name: 'Processes' });
    await processes.locator('tr', { hasText: 'booking, console' }).getByRole('button', { name: 'Restart …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('these answer nobody: booking, console').waitFor();
    await dialog.getByText('goes on by itself').waitFor();
    await confirm('to see it come back', 'Restart');
    await processes.getByText('Restarting', { exact: true }).waitFor();
    await accessible(page);
    await picture(page, 'system-processes');
    must(supervisor.orders.join() === 'restart services', `other orders: ${supervisor.orders.join()}`);
    const unknown = page.getByRole('status').filter({ hasText: 'it may have been done or not' });
    await unknown.waitFor();
    supervisor.back('services');
    await processes.getByText('4713', { exact: true }).waitFor();
    await unknown.waitFor({ state: 'detached' });
    await supervisor.end();
    page.trouble.length = known;
    await page.goto(`${base}/console/simulator`);
  });
}
