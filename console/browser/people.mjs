// Who may use the console, and how somebody comes to.
import { accessible, base, browser, check, must, newPage, picture } from './harness.mjs';

/** With a page of an administrator. */
export async function walkPeople({ page }) {
  const email = `walk-${Date.now()}@kilat.my`;
  const act = async (name, reason, confirm) => {
    await page.getByRole('region', { name: 'Accounts' }).locator('tr', { hasText: email }).getByRole('button', { name }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await accessible(page);
    await dialog.getByRole('button', { name: confirm, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  let guest;
  let link;

  await check('an administrator invites an operator, who chooses a password and is logged in', async () => {
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('region', { name: 'Accounts' }).getByText('admin.test@kilat.my').waitFor();
    must((await page.getByRole('region', { name: 'Accounts' }).locator('tr', { hasText: 'admin.test@kilat.my' }).getByRole('button').count()) === 0, 'one may disable oneself');
    await page.getByLabel('Mail address').fill(email);
    await page.getByLabel('Name').fill('Wanda Walk');
    await page.getByRole('button', { name: 'Invite …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('looks at everything').waitFor();
    await dialog.getByText('If this address has an open invitation').waitFor();
    await dialog.getByRole('textbox').fill('joins the support desk');
    await accessible(page);
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    link = await page.getByLabel('Link of the invitation').inputValue();
    await page.getByRole('region', { name: 'Invitations' }).getByText(email).waitFor();
    await accessible(page);
    await picture(page, 'people');
    await page.getByLabel('Mail address').fill(email.toUpperCase());
    await page.getByLabel('Name').fill('Wanda Walk');
    await page.getByRole('button', { name: 'Invite …' }).click();
    await dialog.getByText('It becomes void: its link will not work any more').waitFor();
    await picture(page, 'people-invite-again');
    await dialog.getByRole('button', { name: 'Keep things as they are' }).click();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    guest = await newPage(context);
    await guest.goto(link);
    await guest.getByLabel('Password, 12 characters or more').fill('walk along the river');
    must(!guest.url().includes('token='), guest.url());
    await guest.getByLabel('Password again').fill('walk along the rivers');
    await guest.getByRole('button', { name: 'Accept the invitation' }).click();
    await guest.getByText('differ').waitFor();
    await accessible(guest);
    await picture(guest, 'invitation');
    await guest.getByLabel('Password again').fill('walk along the river');
    await guest.getByRole('button', { name: 'Accept the invitation' }).click();
    await guest.getByRole('heading', { name: 'Now', exact: true }).waitFor();
    await guest.getByText('operator', { exact: true }).waitFor();
    await guest.goto(`${base}/console/people`);
    await guest.getByRole('region', { name: 'Accounts' }).getByText(email).waitFor();
    must((await guest.getByRole('button', { name: /Disable|Invite/ }).count()) === 0, 'an operator may act');
  });

  await check('the link of an invitation works once', async () => {
    const context = await browser.newContext();
    const late = await newPage(context);
    await late.goto(link);
    await late.getByLabel('Password, 12 characters or more').fill('walk along the river');
    await late.getByLabel('Password again').fill('walk along the river');
    await late.getByRole('button', { name: 'Accept the invitation' }).click();
    await late.getByRole('alert').filter({ hasText: 'has been used' }).waitFor();
    await context.close();
  });

  await check('whoever is disabled is out at once, and in again when enabled', async () => {
    await page.goto(`${base}/console/people?role=operator`);
    await act('Disable …', 'left the support desk', 'Disable');
    await page.getByRole('region', { name: 'Accounts' }).locator('tr', { hasText: email }).getByText('Disabled').waitFor();
    await accessible(page);
    await guest.goto(`${base}/console/bookings`);
    await guest.getByRole('button', { name: 'Log in' }).waitFor();
    await guest.getByLabel('Mail address').fill(email);
    await guest.getByLabel('Password').fill('walk along the river');
    await guest.getByRole('button', { name: 'Log in' }).click();
    await guest.getByRole('alert').filter({ hasText: 'banned' }).waitFor();
    await act('Enable …', 'came back', 'Enable');
    await guest.getByLabel('Password').fill('walk along the river');
    await guest.getByRole('button', { name: 'Log in' }).click();
    await guest.getByRole('heading', { name: 'Now', exact: true }).waitFor();
    await guest.context().close();
    await page.getByRole('link', { name: 'Audit' }).first().click();
    await page.getByText(`operator ${email}: active before, disabled now`).waitFor();
    await page.getByText(`${email}: no account before, invited as operator now`).waitFor();
    await picture(page, 'audit-people');
  });
}
