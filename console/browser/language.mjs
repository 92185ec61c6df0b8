// The console in its second language.
import { accessible, base, browser, check, must, newPage, picture } from './harness.mjs';

const PAGES = {
  '': 'Kini', map: 'Peta', bookings: 'Tempahan', runners: 'Penghantar', money: 'Kewangan', messages: 'Mesej', events: 'Peristiwa', system: 'Sistem', people: 'Kakitangan', simulator: 'Simulator', audit: 'Audit',
};

/** With the context and a page of an administrator, and a booking that is completed. */
export async function walkLanguage({ page, desk, booking }) {
  await check('a language is chosen without a reload, and is kept', async () => {
    await page.goto(`${base}/console/bookings/${booking.id}`);
    await page.getByText('released to the runner').waitFor();
    await page.evaluate(() => (window.sameDocument = true));
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ms');
    await page.getByText('dilepaskan kepada penghantar').waitFor();
    must(await page.evaluate(() => window.sameDocument === true), 'the page was loaded anew');
    must(await page.evaluate(() => document.documentElement.lang === 'ms' && document.activeElement.id === 'language'), 'language of the document, or focus');
    must((await page.title()) === 'Konsol Kilat', await page.title());
    for (const tab of ['Garis masa', 'Kewangan', 'Pemberitahuan']) {
      await page.getByRole('tab', { name: tab }).click();
      await accessible(page);
      await picture(page, `ms-booking-${tab.toLowerCase().replace(' ', '-')}`);
    }
    await page.reload();
    await page.getByRole('tab', { name: 'Pemberitahuan', selected: true }).waitFor();
  });

  await check('every page is there in Malay, and accessible', async () => {
    await page.goto(`${base}/console/system?service=payment`);
    for (const tab of ['Sejam lepas', 'Tetapan', 'Log']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('heading', { name: tab, level: 2 }).waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      await accessible(page);
      await picture(page, `ms-system-${tab.toLowerCase().replace(' ', '-')}`);
    }
    for (const [path, title] of Object.entries(PAGES)) {
      await page.goto(`${base}/console${path === '' ? '' : `/${path}`}`);
      await page.getByRole('heading', { name: title, exact: true, level: 1 }).waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      await accessible(page);
      await picture(page, `ms-${path === '' ? 'now' : path}`);
    }
    must((await page.getByText('minit lalu').or(page.getByText('saat lalu')).or(page.getByText('baru sahaja')).count()) > 0, 'times in another language');
  });

  await check('an act is explained in Malay, and what it does is the same', async () => {
    await page.goto(`${base}/console/people`);
    await page.getByLabel('Alamat e-mel').fill('siti@kilat.my');
    await page.getByLabel('Nama', { exact: true }).fill('Siti Walk');
    await page.getByRole('button', { name: 'Jemput …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Jemput Siti Walk sebagai operator').waitFor();
    await accessible(page);
    await picture(page, 'ms-invite');
    await dialog.getByRole('button', { name: 'Biarkan seperti sedia ada' }).click();
    await page.getByRole('combobox', { name: 'Bahasa' }).selectOption('en');
    await page.getByRole('heading', { name: 'People', exact: true }).waitFor();
  });

  await check('whoever has chosen none is spoken to in the language of the browser', async () => {
    const { cookies } = await desk.storageState();
    const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, colorScheme: 'dark', locale: 'ms-MY', storageState: { cookies, origins: [] } });
    const other = await newPage(context);
    await other.goto(`${base}/console`);
    await other.getByRole('heading', { name: 'Kini', exact: true }).waitFor();
    await accessible(other);
    await picture(other, 'ms-now-dark-tablet');
    must(other.trouble.length === 0, other.trouble.join('\n'));
    await context.close();
  });
}
