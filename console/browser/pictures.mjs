// Takes the pictures of README.md on a running platform on which something is going on.
//   node browser/pictures.mjs BASE LINK FOLDER TIME COMPLETED RIDE
// TIME is that of the platform, COMPLETED a booking with its whole story, RIDE one under way.
import { accessible, base, browser, check, finish, link, must, newPage, picture } from './harness.mjs';

const [time, completed, ride] = process.argv.slice(5);
const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', timezoneId: 'Asia/Kuala_Lumpur' });
const page = await newPage(desk);
await page.clock.setFixedTime(new Date(time));

await check('the map of a morning', async () => {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
  await page.goto(`${base}/console/map?ride=${ride}`);
  await page.locator('[data-drawn=true]').waitFor();
  await page.locator('.card h3 a').waitFor();
  await accessible(page);
  await picture(page, 'console-map', { fullPage: false });
});

await check('the timeline of a ride with a story', async () => {
  await page.goto(`${base}/console/bookings/${completed}`);
  await page.getByText('released to the runner').waitFor();
  await accessible(page);
  await page.setViewportSize({ width: 1280, height: 1080 });
  await picture(page, 'console-booking', { fullPage: false });
});

await check('nothing went wrong in the browser', async () => {
  must(page.trouble.length === 0, page.trouble.join('\n'));
});

await finish();
