import { fetchStatus, type BridgeStatus } from './bridge/status.ts';
import type { LinkProblem } from './bridge/link-problem.ts';
import type { MissingCapability } from './capabilities.ts';
import type { Miner } from './miner.ts';
import { pageClock } from './page-clock.ts';
import { ScreenWakeLock } from './rules/wake-lock.ts';
import type { Settings } from './settings.ts';
import { t } from './text.ts';
import { poolStateText, showLink, showOperator, showPool } from './view/connections.ts';
import * as controls from './view/controls.ts';
import { part, setAttribute, setText } from './view/dom.ts';
import { showChart, showHashrate, showShares } from './view/figures.ts';
import { fillTexts } from './view/fill-texts.ts';
import { LiveRegion } from './view/live-region.ts';
import { sentenceOf, type Sentence, type Situation } from './view/sentence.ts';
import { setTone } from './view/tone.ts';

export interface PageParts {
  readonly processorThreads: number;
  readonly settings: Settings;
  readonly missing: MissingCapability | null;
  readonly onSettings: (change: Partial<Settings>) => void;
  readonly onPassword: (password: string) => void;
}

export interface MinerPage {
  useMiner(miner: Miner): void;
  useSettings(settings: Settings): void;
  /** @param onBattery  null: the browser does not tell */
  showBattery(onBattery: boolean | null): void;
  showKernelFailure(message: string): void;
  /** Shows what has changed, soon. */
  changed(): void;
}

/** What changes many times a second is shown no more often, ms. */
const changesMs = 50;
/** Figures change so often, the bridge is asked for its state so often, ms. */
const figuresMs = 1_000;
const statusMs = 10_000;

/** Shows the miner, and hears what the person wants. */
export function openPage(parts: PageParts): MinerPage {
  const { processorThreads, missing } = parts;
  const live = new LiveRegion((text) => setText(part('live'), text), pageClock);
  const wakeLock = new ScreenWakeLock();
  let { settings } = parts;
  let miner: Miner | null = null;
  let kernelFailure: string | null = null;
  let wasWanted = false;
  let status: BridgeStatus | null = null;
  let refusal: LinkProblem | null = null;
  let isStale = false;
  let isShowDue = false;

  fillTexts(document);
  controls.showSettings(settings, processorThreads);
  controls.showAwake(ScreenWakeLock.isAvailable);
  controls.bindControls({
    onSettings: parts.onSettings,
    onPassword: parts.onPassword,
    onRetry: () => miner?.link.retry(),
    onToggle() {
      if (miner?.isWanted && miner.link.state !== 'refused') miner.stop();
      else miner?.start();
      show();
    },
  });
  pageClock.every(figuresMs, show);
  pageClock.every(statusMs, () => void askStatus());
  document.addEventListener('visibilitychange', () => void askStatus());
  void askStatus();
  show();

  async function askStatus(): Promise<void> {
    if (document.hidden) return;
    const answer = await fetchStatus(location.href);
    if (answer.kind === 'status') status = answer.status;
    isStale = answer.kind === 'unreachable';
    refusal = answer.kind === 'refused' ? answer.problem : null;
    show();
  }

  function show(): void {
    isShowDue = false;
    const situation = situationOf();
    const isWanted = situation.isWanted;
    wasWanted ||= isWanted;
    const sentence = sentenceOf(situation);
    showSentence(sentence);
    if (wasWanted) live.tell(sentence.spoken);
    const hashrates = miner?.hashrates ?? { now: null, average: null };
    showHashrate(hashrates);
    showChart(miner?.history ?? [], hashrates);
    if (miner) showShares(miner.shares);
    const { state, problem, retryAt } = situation.link;
    const retryMs = retryAt === null ? null : retryAt - situation.now;
    showLink(state, retryMs, situation.job?.jobId ?? null);
    showPool(status, isStale || state === 'backing-off');
    showOperator(status);
    const isRefused = state === 'refused';
    controls.showToggle(isWanted && !isRefused, miner !== null);
    controls.showRetry(state === 'backing-off');
    const isAsked = isRefused && (problem === 'password-needed' || problem === 'password-wrong');
    controls.showPassword(isAsked || (status?.passwordNeeded === true && !isWanted), isAsked);
    void wakeLock.want(settings.keepAwake && isWanted && situation.pace.workPercent > 0);
  }

  function changed(): void {
    if (isShowDue) return;
    isShowDue = true;
    pageClock.after(changesMs, show);
  }

  function situationOf(): Situation {
    const link = miner?.link;
    const problem = link?.problem ?? null;
    return {
      now: pageClock.now(),
      missing,
      kernelFailure,
      isWanted: miner?.isWanted ?? false,
      wasWanted,
      breakdown: miner?.breakdown ?? null,
      link: {
        state: link?.state ?? 'closed',
        // A browser does not tell a page why it could not connect; the bridge itself may.
        problem: problem === 'unreachable' && refusal ? refusal : problem,
        retryAt: link?.retryAt ?? null,
      },
      pool: status?.pool ? poolStateText(status.pool.state) : t('pool.unknown'),
      job: miner?.job ?? null,
      isExhausted: miner?.isExhausted ?? false,
      pace: miner?.pace ?? { workPercent: 100, because: null },
      since: miner?.since ?? null,
      hashrate: miner?.hashrates.now ?? null,
    };
  }

  return {
    useMiner(opened) {
      miner = opened;
      show();
    },
    useSettings(changed) {
      settings = changed;
      controls.showSliderValues(settings, processorThreads);
      show();
    },
    showBattery: controls.showBattery,
    showKernelFailure(message) {
      kernelFailure = message;
      show();
    },
    changed,
  };
}

function showSentence({ icon, tone, title, detail }: Sentence): void {
  const heading = part('state-title');
  setText(heading, title);
  setText(part('state-detail'), detail);
  setAttribute(part('state-icon'), 'href', `#icon-${icon}`);
  if (heading.parentElement) setTone(heading.parentElement, tone);
}
