import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UploadId } from '../../../electron/contract/values/ids.ts';
import { ApiError } from '../../connection/api-error.ts';
import {
  buttonOf,
  confinement,
  openCustomPage,
  press,
  topDialog,
} from '../../testing/custom-page.ts';
import { aPackage } from '../../testing/custom-samples.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import { fakeError } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { aMiner } from '../../testing/samples.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(path: string, handlers: FakeHandlers = {}) {
  const opened = await openCustomPage(path, handlers);
  mounted = opened;
  return opened;
}

const uploadId = UploadId.parse('upload-1');
const upload = { uploadId, name: 'gardener-2.1.zip', bytes: 3, receivedBytes: 0 };
const receiving: FakeHandlers = {
  'uploads.begin': () => upload,
  'uploads.append': () => ({ ...upload, receivedBytes: 3 }),
  'uploads.cancel': () => ({}),
};

/** Chooses files as the dialog of the system would. */
async function choose(...files: File[]): Promise<void> {
  const input = document.querySelector('input[type=file]');
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input?.dispatchEvent(new Event('change'));
  await flushPromises();
}
const archive = new File(['abc'], 'gardener-2.1.zip');

describe('the list of packages', () => {
  it('says what packages are for where there are none', async () => {
    const { wrapper } = await open('/custom', { 'packages.list': () => [] });
    expect(wrapper.text()).toContain('No packages yet');
    expect(wrapper.text()).toContain('Nothing in it is run before you have agreed.');
  });

  it('says what went wrong where it could not be loaded, and loads it again', async () => {
    let fails = true;
    const { wrapper } = await open('/custom', {
      'packages.list': () => {
        if (fails) throw fakeError('storage-failed', 'The disk is gone.');
        return [aPackage()];
      },
    });
    expect(wrapper.get('[role=alert]').text()).toContain('The disk is gone.');
    fails = false;
    await press('Try again');
    expect(wrapper.text()).toContain('Gardener');
  });

  it('shows what each package is and how it stands', async () => {
    const warning = { severity: 'warning', where: 'a', text: 'b' } as const;
    const error = { severity: 'error', where: 'a', text: 'b' } as const;
    const others = [
      aPackage({ name: 'Agreed', consentedAt: 1, findings: [warning, warning] }),
      aPackage({ id: 'custom-2' as never, name: 'Broken', findings: [error, warning] }),
      aPackage({ id: 'custom-3' as never, name: 'Stuck', consentedAt: 1, algorithms: [] }),
      aPackage({ id: 'custom-4' as never, algorithms: ['kawpow', 'etchash', 'beamhash', 'x11'] }),
    ];
    const { wrapper } = await open('/custom', {
      'packages.list': () => others,
      'miners.list': () => [aMiner({ id: 'custom-3' as never, problem: 'Python is missing.' })],
    });
    const rows = wrapper.findAll('ul[aria-label=Packages] > li');
    const text = rows.map((row) => row.text().replaceAll(/\s+/g, ' '));
    expect(text[0]).toMatch(/Agreed2\.1RaveOS · KawPow, Etchash · Somebody/);
    expect(text[0]).toMatch(/NVIDIAAMD23\.8 MiB ?2 warnings ?Ready/);
    expect(text[1]).toMatch(/1 warning ?1 problem$/);
    expect(text[2]).toMatch(/algorithms not stated.*Cannot start here$/);
    expect(text[3]).toMatch(/\+ 1 more.*Needs your consent$/);
  });

  it('follows what is announced', async () => {
    const { api, wrapper } = await open('/custom');
    api.emit('packages.changed', [aPackage({ name: 'Newer' })]);
    await flushPromises();
    expect(wrapper.text()).toContain('Newer');
  });
});

describe('a package that is added', () => {
  it('is sent, taken in, and shown with the question whether it may run', async () => {
    const { api, router } = await open('/custom', {
      ...receiving,
      'packages.list': () => [],
      'packages.import': () => aPackage(),
    });
    await choose(archive);
    await vi.waitFor(() => expect(router.currentRoute.value.query['open']).toBe('custom-gardener'));
    await flushPromises();
    expect(api.inputsOf('uploads.begin')).toEqual([{ name: 'gardener-2.1.zip', bytes: 3 }]);
    expect(api.inputsOf('uploads.append')).toEqual([{ uploadId, offset: 0, data: 'YWJj' }]);
    expect(api.inputsOf('packages.import')).toEqual([{ uploadId }]);
    expect(topDialog()?.textContent).toContain('Look at what would run, then decide.');
    expect(document.querySelector('[role=progressbar]')).toBeNull();
  });

  it('can be dropped anywhere on the page', async () => {
    const { api, wrapper } = await open('/custom', {
      ...receiving,
      'packages.import': () => aPackage(),
    });
    const drag = (kind: string, files: File[] = []) =>
      document.body.dispatchEvent(
        Object.assign(new Event(kind, { bubbles: true, cancelable: true }), {
          dataTransfer: { types: ['Files'], files },
        }),
      );
    drag('dragenter');
    await flushPromises();
    expect(wrapper.get('[data-testid=drop-zone]').text()).toContain('Let go to add it');
    drag('drop', [archive]);
    await vi.waitFor(() => expect(api.inputsOf('packages.import')).toHaveLength(1));
  });

  it('is told why it was not taken, with every problem and its place', async () => {
    const { wrapper } = await open('/custom', {
      ...receiving,
      'packages.import': () => {
        throw new ApiError({
          code: 'bad-package',
          message: 'The manifest cannot be read.',
          error: '',
          suggestion: 'Ask whoever made it.',
          details: [{ severity: 'error', where: 'RAVINOS/manifest.json', text: 'No JSON.' }],
          retryable: false,
        });
      },
    });
    await choose(archive);
    await vi.waitFor(() => expect(wrapper.find('[role=alert]').exists()).toBe(true));
    const card = wrapper.get('section[aria-label="gardener-2.1.zip"]').text();
    expect(card).toContain('The manifest cannot be read.');
    expect(card).toContain('Ask whoever made it.');
    expect(card).toContain('RAVINOS/manifest.jsonNo JSON.');
    await press('Dismiss the message about gardener-2.1.zip');
    expect(wrapper.find('section[aria-label="gardener-2.1.zip"]').exists()).toBe(false);
  });

  it('can be cancelled, shows how far it is, and lets the next one go on', async () => {
    let answer = (): void => undefined;
    const { api, wrapper } = await open('/custom', {
      ...receiving,
      'uploads.begin': (file) => ({ uploadId, ...file, receivedBytes: 0 }),
      'uploads.append': async ({ offset }) => {
        await new Promise<void>((resolve) => (answer = resolve));
        return { ...upload, receivedBytes: offset + 1_048_576 };
      },
      'packages.import': () => aPackage(),
    });
    await choose(new File([new Uint8Array(2_000_000)], 'large.zip'), archive);
    const card = () => wrapper.get('section[aria-label="large.zip"]');
    await vi.waitFor(() => expect(api.inputsOf('uploads.append')).toHaveLength(1));
    expect(card().text()).toContain('0 B of 1.91 MiB sent');
    expect(wrapper.get('section[aria-label="gardener-2.1.zip"]').text()).toContain('Waiting');
    answer();
    await vi.waitFor(() => expect(card().text()).toContain('1.00 MiB of 1.91 MiB sent'));
    expect(card().get('[role=progressbar]').attributes('aria-valuenow')).toBe('52');
    await press('Cancel large.zip');
    answer();
    await vi.waitFor(() => expect(api.inputsOf('uploads.cancel')).toEqual([{ uploadId }]));
    await vi.waitFor(() => expect(api.inputsOf('uploads.begin')).toHaveLength(2));
    expect(api.inputsOf('packages.import')).toEqual([]);
    expect(wrapper.find('section[aria-label="large.zip"]').exists()).toBe(false);
  });

  it('is not sent where it is empty', async () => {
    const { api, wrapper } = await open('/custom');
    await choose(new File([], 'nothing.zip'));
    expect(wrapper.text()).toContain('nothing.zip is empty.');
    expect(api.inputsOf('uploads.begin')).toEqual([]);
  });
});

describe('the panel of a package', () => {
  const path = '/custom?tab=miners&open=custom-gardener';

  it('shows every script and what it may do, and asks', async () => {
    const { api } = await open(path);
    const text = topDialog()?.textContent ?? '';
    expect(text).toContain('# RAVINOS/start.py');
    expect(text).toContain('# RAVINOS/stats.py');
    expect(text).toContain(confinement);
    const lines = [...(topDialog()?.querySelectorAll('ol')[0]?.children ?? [])];
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      '1import ravinos',
      '2# RAVINOS/start.py',
    ]);
    await press('Allow its scripts to run');
    const { id: packageId, archiveSha256 } = aPackage();
    expect(api.inputsOf('packages.consent')).toEqual([{ packageId, archiveSha256 }]);
    expect(() => buttonOf('Allow its scripts to run')).toThrow('no button');
  });

  it('says where the confinement is not known, and where characters are hidden', async () => {
    await open(path, {
      'miners.list': () => [],
      'packages.script': ({ path: script }) => ({
        path: script,
        text: 'a\u202eb',
        truncated: true,
      }),
    });
    const text = topDialog()?.textContent ?? '';
    expect(text).toContain('How far they are confined on this rig is not known.');
    expect(text).toContain('a[U+202E]b');
    expect(text).toContain('1 character of it cannot be seen');
    expect(text).toContain('too long to be shown here');
  });

  it('shows a long script bit by bit', async () => {
    const text = Array.from({ length: 4_500 }, (_, line) => `line ${line}`).join('\n');
    await open(path, {
      'packages.list': () => [aPackage({ scripts: [{ path: 'RAVINOS/start.py', bytes: 1 }] })],
      'packages.script': ({ path: script }) => ({ path: script, text, truncated: false }),
    });
    const count = () => topDialog()?.querySelectorAll('ol > li').length;
    expect(count()).toBe(2_000);
    await press('Show more of 2,500 lines');
    expect(count()).toBe(4_000);
  });

  it('says why a script could not be read, and reads it again', async () => {
    let fails = true;
    await open(path, {
      'packages.list': () => [aPackage({ scripts: [{ path: 'RAVINOS/start.py', bytes: 1 }] })],
      'packages.script': ({ path: script }) => {
        if (fails) throw fakeError('executable-missing', 'The file is gone.');
        return { path: script, text: 'import ravinos', truncated: false };
      },
    });
    expect(topDialog()?.textContent).toContain('The file is gone.');
    fails = false;
    await press('Try again');
    expect(topDialog()?.textContent).toContain('import ravinos');
  });

  it('asks nothing of a package that cannot be used, and names its problems first', async () => {
    const findings = [
      { severity: 'warning', where: 'RAVINOS/manifest.json: x', text: 'Unknown.' },
      { severity: 'error', where: 'RAVINOS/stats.py', text: 'It is missing.' },
    ] as const;
    await open(path, { 'packages.list': () => [aPackage({ findings: [...findings] })] });
    const items = [...(topDialog()?.querySelectorAll('section ul li') ?? [])];
    expect(items.slice(0, 2).map(({ textContent }) => textContent.trim())).toEqual([
      'RAVINOS/stats.pyIt is missing.',
      'RAVINOS/manifest.json: xUnknown.',
    ]);
    expect(() => buttonOf('Allow its scripts to run')).toThrow('no button');
  });

  it('tells what else keeps the miner from being started', async () => {
    await open(path, {
      'packages.list': () => [aPackage({ consentedAt: 1 })],
      'miners.list': () => [aMiner({ id: aPackage().id, problem: 'Python is missing.' })],
    });
    expect(topDialog()?.querySelector('[role=alert]')?.textContent).toContain('Python is missing.');
  });

  it('removes the package after asking once more', async () => {
    const { api, router, wrapper } = await open(path);
    await press('Remove package');
    expect(topDialog()?.textContent).toContain('Remove Gardener?');
    await press('Remove package');
    expect(api.inputsOf('packages.remove')).toEqual([{ packageId: 'custom-gardener' }]);
    expect(router.currentRoute.value.query).toEqual({ tab: 'miners' });
    expect(wrapper.find('ul[aria-label=Packages]').exists()).toBe(false);
  });
});
