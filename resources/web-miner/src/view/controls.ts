import type { Settings } from '../settings.ts';
import { t } from '../text.ts';
import { find, part, setText } from './dom.ts';

export interface Controls {
  readonly onSettings: (change: Partial<Settings>) => void;
  readonly onToggle: () => void;
  readonly onRetry: () => void;
  readonly onPassword: (password: string) => void;
}

const threadsInput = (): HTMLInputElement => find('#threads');
const workInput = (): HTMLInputElement => find('#work');
const workerInput = (): HTMLInputElement => find('#worker');
const batterySelect = (): HTMLSelectElement => find('#battery');
const passwordInput = (): HTMLInputElement => find('#password');

/** @param processorThreads  as many as the browser tells of */
export function showSettings(settings: Settings, processorThreads: number): void {
  workerInput().value = settings.worker;
  threadsInput().max = String(processorThreads);
  threadsInput().value = String(settings.threads);
  workInput().value = String(settings.workPercent);
  batterySelect().value = settings.onBattery;
  find<HTMLInputElement>('#hidden').checked = settings.slowWhenHidden;
  find<HTMLInputElement>('#awake').checked = settings.keepAwake;
  showSliderValues(settings, processorThreads);
}

/** The values beside the sliders, and as what a screen reader reads them. */
export function showSliderValues(settings: Settings, processorThreads: number): void {
  const threads = t('settings.threads-value', { count: settings.threads, all: processorThreads });
  const work = t('settings.work-value', { percent: settings.workPercent });
  setText(part('threads-value'), threads);
  setText(part('work-value'), work);
  threadsInput().ariaValueText = threads;
  workInput().ariaValueText = work;
}

/** @param onBattery  null: the browser does not tell */
export function showBattery(onBattery: boolean | null): void {
  batterySelect().disabled = onBattery === null;
  const help = onBattery === null ? 'unknown' : onBattery ? 'on' : 'off';
  setText(part('battery-help'), t(`rules.battery-help-${help}`));
}

export function showAwake(isAvailable: boolean): void {
  find<HTMLInputElement>('#awake').disabled = !isAvailable;
  setText(part('awake-help'), t(isAvailable ? 'rules.awake-help' : 'rules.awake-help-missing'));
}

export function showToggle(isRunning: boolean, isPossible: boolean): void {
  const button = part('toggle') as HTMLButtonElement;
  button.disabled = !isPossible;
  button.classList.toggle('running', isRunning);
  const icon = isRunning ? '#icon-stop' : '#icon-play';
  if (part('toggle-icon').getAttribute('href') !== icon) {
    part('toggle-icon').setAttribute('href', icon);
  }
  setText(part('toggle-label'), t(isRunning ? 'action.stop' : 'action.start'));
}

/** Asks for the password where the bridge does; whoever had to type it is taken there. */
export function showPassword(isAsked: boolean, shouldFocus: boolean): void {
  const form = part('password-form');
  const isNew = form.hidden && isAsked;
  form.hidden = !isAsked;
  if (isNew && shouldFocus) passwordInput().focus();
}

export function showRetry(isWaiting: boolean): void {
  part('retry').hidden = !isWaiting;
}

export function bindControls({ onSettings, onToggle, onRetry, onPassword }: Controls): void {
  workerInput().addEventListener('change', () => {
    onSettings({ worker: workerInput().value.trim() });
  });
  threadsInput().addEventListener('input', () => {
    onSettings({ threads: threadsInput().valueAsNumber });
  });
  workInput().addEventListener('input', () => {
    onSettings({ workPercent: workInput().valueAsNumber });
  });
  batterySelect().addEventListener('change', () => {
    onSettings({ onBattery: batterySelect().value as Settings['onBattery'] });
  });
  for (const [id, setting] of [
    ['#hidden', 'slowWhenHidden'],
    ['#awake', 'keepAwake'],
  ] as const) {
    const box = find<HTMLInputElement>(id);
    box.addEventListener('change', () => onSettings({ [setting]: box.checked }));
  }
  part('toggle').addEventListener('click', onToggle);
  part('retry').addEventListener('click', onRetry);
  passwordInput().addEventListener('input', () => onPassword(passwordInput().value));
  part('password-form').addEventListener('submit', (event) => {
    event.preventDefault();
    onToggle();
  });
}
