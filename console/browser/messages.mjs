// What people are told, and what is done about it.
import { accessible, base, book, call, check, must, picture } from './harness.mjs';

/** With a page of an administrator, and the token of an owner. */
export async function walkMessages({ page, owner }) {
  const device = (token) => call(owner, 'POST', '/api/v1/notifications/fcm-token', { token });
  const act = async (button, reason, confirm) => {
    await page.getByRole('button', { name: button }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await accessible(page);
    await dialog.getByRole('button', { name: confirm, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  await check('Messages counts by channel and day, each number a link', async () => {
    await device('walk-refused');
    await book(owner);
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    await page.getByRole('region', { name: 'By channel' }).waitFor();
    must((await page.getByRole('region', { name: 'By channel' }).locator('td.number a').count()) === 15, 'numbers without links');
    await page.getByText('By day', { exact: true }).click();
    await page.getByRole('region', { name: 'By day' }).waitFor();
    await accessible(page);
    await picture(page, 'messages');
  });

  await check('a message that failed is found by its person, and sent again with a reason', async () => {
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.waitForURL(/state=failed/);
    await page.getByRole('searchbox').fill('owner.test@kilat.my');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=owner.test/);
    await page.getByRole('heading', { name: 'Aisyah Owner' }).waitFor();
    const rows = page.getByRole('region', { name: 'Messages' });
    await rows.locator('tbody a').first().waitFor();
    await accessible(page);
    await picture(page, 'messages-person');
    await rows.locator('td.wrap a').first().click();
    await page.getByRole('region', { name: 'Deliveries' }).getByText('the simulated provider knows no such device').waitFor();
    await device('walk-phone');
    await act('Send again …', 'the owner has a new phone', 'Send it again');
    await page.getByRole('region', { name: 'Deliveries' }).locator('tr', { hasText: 'Push' }).getByText('Sent').waitFor();
    await page.getByText('Push to walk-phone').waitFor();
    await accessible(page);
    await picture(page, 'message');
  });

  await check('a channel of a person is turned off and on again, with the state before and after in the audit', async () => {
    await act('Turn SMS off …', 'the number belongs to somebody else', 'Turn SMS off');
    await page.getByRole('button', { name: 'Turn SMS on …' }).waitFor();
    await act('Turn SMS on …', 'it was a mistake', 'Turn SMS on');
    await page.getByRole('button', { name: 'Turn SMS off …' }).waitFor();
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByText('sms: on before, off now').first().waitFor();
    await page.getByText('push: failed before, now to be sent').first().waitFor();
  });

  await check('templates are shown with example values', async () => {
    await page.goto(`${base}/console/messages?view=templates`);
    await page.getByText('Runner Assigned!', { exact: false }).first().click();
    await page.getByText('Kilat: a runner has accepted your booking BK-7QK2MX.').waitFor();
    await accessible(page);
    await picture(page, 'message-templates');
  });

  await check('the inbox of the simulated providers shows what would have been sent', async () => {
    await page.getByRole('tab', { name: 'Simulated inbox' }).click();
    await page.waitForURL(/view=inbox/);
    await page.getByRole('button', { name: 'Mail', exact: true }).click();
    await page.waitForURL(/channel=email/);
    await page.getByText('Mail to owner.test@kilat.my').first().waitFor();
    await accessible(page);
    await picture(page, 'message-inbox');
  });

  await check('an unknown message is said, not shown as blank', async () => {
    await page.goto(`${base}/console/messages/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').filter({ hasText: 'not found' }).waitFor();
    await page.goto(`${base}/console/messages?q=nobody%40example.com`);
    await page.getByText('nobody has this mail address').waitFor();
  });
}
