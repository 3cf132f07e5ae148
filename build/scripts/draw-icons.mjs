// Draws resources/icons from the SVG sources, with the system's Chromium. The pictures are committed;
// run it after a source changed: `node build/scripts/draw-icons.mjs`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';

const root = resolve(import.meta.dirname, '../..');
const target = join(root, 'resources/icons');
/** What Windows picks from: the tray at 100 to 300 %, and the program's file. */
const traySizes = [16, 20, 24, 32, 48];
const programSizes = [16, 24, 32, 48, 64, 256];

const { file, advice } = findBrowser();
if (!file) throw new Error(`no browser to draw with: ${advice}`);
const browser = await chromium.launch({ executablePath: file, args: ['--no-sandbox'] });
const page = await browser.newPage();
mkdirSync(join(target, 'tray'), { recursive: true });

const icon = readFileSync(join(root, 'renderer/public/icon.svg'), 'utf8');
writeFileSync(join(target, 'icon.png'), await draw(icon, 512));
writeFileSync(join(target, 'icon.ico'), await ico(icon, programSizes));
for (const name of ['mining', 'paused', 'attention', 'idle']) {
  const svg = readFileSync(join(root, `build/icons/tray-${name}.svg`), 'utf8');
  writeFileSync(join(target, `tray/${name}.png`), await draw(svg, 24));
  writeFileSync(join(target, `tray/${name}@2x.png`), await draw(svg, 48));
  writeFileSync(join(target, `tray/${name}.ico`), await ico(svg, traySizes));
}
await browser.close();
console.log(`Drew the icons in ${target}.`);

/** @returns a PNG with a transparent ground */
async function draw(svg, size) {
  await page.setViewportSize({ width: size, height: size });
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
  await page.setContent(`<body style="margin:0;line-height:0">${sized}</body>`);
  return page.screenshot({ omitBackground: true });
}

/** Windows' container: a directory of pictures, each a PNG. */
async function ico(svg, sizes) {
  const pictures = [];
  for (const size of sizes) pictures.push(await draw(svg, size));
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2); // icons, not cursors
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry); // 0 stands for 256
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4); // colour planes
    header.writeUInt16LE(32, entry + 6); // bits a pixel
    header.writeUInt32LE(pictures[index].length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += pictures[index].length;
  });
  return Buffer.concat([header, ...pictures]);
}
