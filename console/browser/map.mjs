// The map: shops, what is shown, the past, and a style that operators bring. The runner is on duty and has been for a minute.
import { accessible, base, browser, check, must, newPage, picture } from './harness.mjs';

const HOUR = 3_600_000;
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQj18BAAHHASdPJTHcAAAAAElFTkSuQmCC', 'base64');

/** A file of tiles in the format PMTiles 3: one image, which covers the world. */
function archive() {
  const entries = Buffer.from([1, 0, 1, PIXEL.length, 1]); // how many; of each the tile, for how many tiles, its bytes, where
  const details = Buffer.from('{}');
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  const [first, second, third] = [127, 127 + entries.length, 127 + entries.length + details.length];
  [first, entries.length, second, details.length, third, 0, third, PIXEL.length, 1, 1, 1].forEach((value, index) => header.writeBigUInt64LE(BigInt(value), 8 + index * 8));
  header.set([1, 1, 1, 2, 0, 0], 96); // in order, nothing compressed, PNG, zoom from and to
  [-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000].forEach((value, index) => header.writeInt32LE(value, 102 + index * 4));
  return Buffer.concat([header, entries, details, PIXEL]);
}

/** With the context and a page of an administrator. */
export async function walkMap({ page, desk }) {
  const drawer = page.getByRole('complementary', { name: 'Runners and rides' });
  const layers = page.getByRole('group', { name: 'Shown on the map' });

  await check('shops stand on the map and in a list, and what is shown stands in the address', async () => {
    await page.goto(`${base}/console/map`);
    await page.locator('[data-drawn=true]').waitFor();
    await drawer.locator('summary').click();
    await drawer.locator('details li button').first().click();
    await page.waitForURL(/shop=/);
    await page.locator('.card h3 .badge').waitFor();
    await accessible(page);
    await picture(page, 'map-shop');
    await layers.getByRole('button', { name: /^Rides/ }).click();
    await layers.getByRole('button', { name: /^Shops/ }).click();
    await page.waitForURL(/hide=.*rides.*shops/);
    must((await drawer.locator('details').count()) === 0, 'shops are still listed');
    await page.reload();
    await layers.locator('[aria-pressed=false]').nth(1).waitFor();
    await layers.getByRole('button', { name: /^Shops/ }).click();
    await page.waitForURL((url) => !url.search.includes('shops'));
  });

  await check('the slider shows where runners were, and the way of one, by keyboard as well', async () => {
    await page.goto(`${base}/console/map`);
    await page.locator('[data-drawn=true]').waitFor();
    await page.getByRole('slider', { name: 'Time of the day' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/at=/);
    await drawer.getByText('Rides are shown for now only').waitFor();
    // The slider steps by whole minutes, and the ride may have begun within this one.
    await page.goto(`${base}/console/map?at=${new Date().toISOString().slice(0, 19)}Z`);
    const track = page.waitForResponse((answer) => answer.url().includes('/track?'));
    await drawer.getByRole('button', { name: /ride, \d+ km/ }).first().click();
    must((await (await track).json()).data.positions.length > 0, 'there is no way');
    await page.locator('.card').getByText(/^seen /).waitFor();
    await accessible(page);
    await picture(page, 'map-past');
    await page.reload();
    await page.locator('.card').getByText(/^seen /).waitFor();
    // Noon of yesterday in Malaysia: nobody was on duty, and the day goes on.
    const noon = new Date(Math.floor((Date.now() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 20 * HOUR).toISOString().slice(0, 19) + 'Z';
    await page.goto(`${base}/console/map?at=${noon}`);
    await drawer.getByText('No position of that time is known.').waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForURL((url) => url.searchParams.get('at') > noon);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.waitForURL((url) => !url.search.includes('at='));
    await drawer.getByRole('heading', { name: /^Rides/ }).waitFor();
  });

  await check('what could not be read is not taken for nothing', async () => {
    const refused = (route) => route.fulfill({ status: 404, json: { success: false, error: 'not to be read' } });
    await page.route('**/map/places?**', refused);
    await page.route('**/map/shops', refused);
    await page.goto(`${base}/console/map?at=${new Date(Math.floor(Date.now() / 60_000) * 60_000 - HOUR).toISOString().slice(0, 19)}Z&shop=0193f1c0`);
    await page.getByRole('alert').nth(1).waitFor();
    await layers.getByRole('button', { name: 'Runners –' }).waitFor();
    await layers.getByRole('button', { name: 'Shops –' }).waitFor();
    must((await page.locator('.drawer, .card').getByText(/No position|There is no shop|not on the map/).count()) === 0, 'it is said that there is nothing');
    await accessible(page);
    await page.unroute('**/map/places?**');
    await page.unroute('**/map/shops');
  });

  await check('a style that operators bring is drawn under what moves, and the outline where it does not come', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', storageState: await desk.storageState() });
    const other = await newPage(context);
    await other.route('**/api/v1/console/map', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      await route.fulfill({ response: answer, json: { ...body, data: { ...body.data, style_url: `${base}/their-style.json` } } });
    });
    let status = 200;
    const style = {
      version: 8,
      sources: { theirs: { type: 'raster', tileSize: 256, url: `pmtiles://${base}/their.pmtiles` } },
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f3d9b1' } }, { id: 'theirs', type: 'raster', source: 'theirs', paint: { 'raster-opacity': 0.4 } }],
    };
    await other.route('**/their-style.json', (route) => route.fulfill({ status, json: style }));
    const tiles = archive();
    const parts = [];
    await other.route('**/their.pmtiles', (route) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(route.request().headers()['range'] ?? '') ?? [];
      parts.push(from);
      const last = Math.min(Number(to), tiles.length - 1);
      return route.fulfill({ status: 206, headers: { 'Content-Range': `bytes ${from}-${last}/${tiles.length}` }, body: tiles.subarray(Number(from), last + 1) });
    });
    await other.goto(`${base}/console/map`);
    await other.locator('[data-drawn=true]').waitFor();
    must(parts.includes('0') && parts.length > 1 && !parts.includes(undefined), `parts of the file of tiles: ${parts}`);
    must((await other.locator('.map .place').count()) === 0, 'names of the outline stand on another map');
    must(other.trouble.length === 0, other.trouble.join('\n'));
    await accessible(other);
    await picture(other, 'map-own-style');
    status = 404;
    await other.goto(`${base}/console/map`);
    await other.getByText('the outline is shown instead').waitFor();
    await other.locator('[data-drawn=true]').waitFor();
    await other.locator('.map .place').first().waitFor();
    await accessible(other);
    await context.close();
  });
}
