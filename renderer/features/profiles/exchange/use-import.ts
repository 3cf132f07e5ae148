import type { ComputedRef, Ref } from 'vue';
import { computed, ref, shallowRef } from 'vue';
import type { ProfileImport } from '../../../../electron/contract/values/profile.ts';
import { toApiError } from '../../../connection/api-error.ts';
import { t } from '../../../locales/t.ts';
import { useProfiles } from '../store.ts';

/** The contract takes no more. */
const maxBytes = 1_000_000;

interface Trouble {
  readonly message: string;
  readonly suggestion?: string | undefined;
}

export interface FileImport {
  readonly fileName: Readonly<Ref<string>>;
  /** What the file would bring; null: none was looked at. */
  readonly plan: Readonly<Ref<ProfileImport | null>>;
  readonly trouble: Readonly<Ref<Trouble | null>>;
  readonly pending: Readonly<Ref<boolean>>;
  readonly replace: Ref<boolean>;
  readonly passphrase: Ref<string>;
  /** How many profiles would change or come. */
  readonly count: ComputedRef<number>;
  readonly take: (file: File) => Promise<void>;
  /** Looks at the file anew, as the other fields are now. */
  readonly look: () => Promise<void>;
  /** @returns how many came; null where it failed */
  readonly apply: () => Promise<number | null>;
  readonly reset: () => void;
}

/** A file of profiles: first what it would bring, then that it comes. */
export function useImport(): FileImport {
  const profiles = useProfiles();
  const fileName = ref('');
  const plan = shallowRef<ProfileImport | null>(null);
  const trouble = shallowRef<Trouble | null>(null);
  const pending = ref(false);
  const replace = ref(false);
  const passphrase = ref('');
  let text = '';
  let current = 0;

  function reset(): void {
    current += 1;
    fileName.value = '';
    plan.value = null;
    trouble.value = null;
    pending.value = false;
    replace.value = false;
    passphrase.value = '';
    text = '';
  }

  async function take(file: File): Promise<void> {
    reset();
    fileName.value = file.name;
    if (file.size > maxBytes) return void (trouble.value = { message: t('import.too-large') });
    const mine = current;
    try {
      const read = await file.text();
      if (mine !== current) return;
      text = read;
    } catch {
      trouble.value = { message: t('import.unreadable') };
      return;
    }
    await look();
  }

  async function ask(apply: boolean): Promise<ProfileImport | null> {
    const mine = ++current;
    pending.value = true;
    trouble.value = null;
    try {
      const found = await profiles.importFile({
        text,
        apply,
        replace: replace.value,
        ...(passphrase.value !== '' && { passphrase: passphrase.value }),
      });
      if (mine !== current) return null;
      plan.value = found;
      return found;
    } catch (error) {
      if (mine === current) trouble.value = toApiError(error);
      return null;
    } finally {
      if (mine === current) pending.value = false;
    }
  }

  const look = async (): Promise<void> => {
    await ask(false);
  };
  const changed = (found: ProfileImport | null): number =>
    (found?.profiles ?? []).filter(({ action }) => action !== 'same').length;
  async function apply(): Promise<number | null> {
    const done = await ask(true);
    return done === null ? null : changed(done);
  }

  const count = computed(() => changed(plan.value));
  return { fileName, plan, trouble, pending, replace, passphrase, count, take, look, apply, reset };
}
