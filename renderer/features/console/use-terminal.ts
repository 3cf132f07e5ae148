import '@xterm/xterm/css/xterm.css';
import { useEventListener, useResizeObserver } from '@vueuse/core';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import type { Ref } from 'vue';
import { onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { useTheme } from '../../composables/use-theme.ts';
import { plural } from '../../locales/t.ts';
import type { LogItem } from './log-lines.ts';
import { isSkipped, lineLimit } from './log-lines.ts';
import type { LogSink } from './store.ts';
import { darkTerminal, lightSearchColors, lightTerminal, searchColors } from './terminal-theme.ts';

export interface TerminalInput {
  /** What the terminal is, for those who cannot see it. */
  readonly label: string;
  readonly acceptKeys: () => boolean;
  readonly screenReader: () => boolean;
  readonly onKeys: (keys: string) => void;
  /** Whether the newest line is to be in sight whatever happens. */
  readonly follow: () => boolean;
  /** The person scrolled: away from the newest line, or back to it. */
  readonly onAtEnd: (atEnd: boolean) => void;
}

export interface SearchResult {
  /** From 1; 0 where none is in sight. */
  readonly current: number;
  readonly count: number;
}

export interface TerminalView {
  readonly sink: LogSink;
  readonly found: Readonly<Ref<SearchResult>>;
  readonly find: (text: string, direction: 'next' | 'previous') => void;
  readonly scrollToEnd: () => void;
  /** What is selected, or everything. */
  readonly text: () => string;
}

/** A scroll this soon after the wheel, a key or a finger is the person's, ms. */
const gestureMs = 300;

/** A terminal in `element`: as wide as it, in the theme's colours, with search. */
export function useTerminal(
  element: Readonly<Ref<HTMLElement | null>>,
  input: TerminalInput,
): TerminalView {
  const { dark } = useTheme();
  const found = ref<SearchResult>({ current: 0, count: 0 });
  const fit = new FitAddon();
  const search = new SearchAddon({ highlightLimit: lineLimit });
  const terminal = new Terminal({
    // The search's highlights are an API that xterm still calls proposed.
    allowProposedApi: true,
    cursorBlink: false,
    disableStdin: true,
    fontFamily: '"JetBrains Mono Variable", monospace',
    fontSize: 12,
    lineHeight: 1.25,
    // Miners were written for dark terminals: colours too faint for this ground are strengthened.
    minimumContrastRatio: 4.5,
    scrollback: lineLimit,
    theme: darkTerminal,
  });
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.onData(input.onKeys);
  // New lines and new sizes scroll, too, and say nothing about what the person wants to read.
  let lastGesture = -Infinity;
  const gestures: (keyof HTMLElementEventMap)[] = [
    'wheel',
    'touchmove',
    'keydown',
    'pointerdown',
    'pointermove',
  ];
  useEventListener(
    element,
    gestures,
    (event) => {
      // A pointer that only passes by drags no scrollbar.
      if (event instanceof PointerEvent && event.buttons === 0) return;
      lastGesture = performance.now();
    },
    { capture: true, passive: true },
  );
  terminal.onScroll(() => {
    if (performance.now() - lastGesture < gestureMs) input.onAtEnd(atEnd(terminal));
  });
  // Without this the keyboard could never leave the terminal.
  terminal.attachCustomKeyEventHandler(({ key }) => key !== 'Tab' && key !== 'Escape');
  search.onDidChangeResults(({ resultIndex, resultCount }) => {
    found.value = { current: resultIndex + 1, count: resultCount };
  });

  onMounted(() => {
    if (element.value === null) return;
    terminal.open(element.value);
    terminal.textarea?.setAttribute('aria-label', input.label);
    fit.fit();
    // Cells are measured by the font: once more when it has come.
    void document.fonts.ready.then(() => fit.fit());
  });
  onBeforeUnmount(() => terminal.dispose());
  function showEnd(): void {
    if (input.follow()) terminal.scrollToBottom();
  }
  useResizeObserver(element, () => {
    fit.fit();
    showEnd();
  });

  watch(dark, (value) => (terminal.options.theme = value ? darkTerminal : lightTerminal), {
    immediate: true,
  });
  watch(input.acceptKeys, (accept) => (terminal.options.disableStdin = !accept), {
    immediate: true,
  });
  watch(input.screenReader, (on) => (terminal.options.screenReaderMode = on), { immediate: true });

  return {
    sink: {
      append: (items) => terminal.write(items.map(printed).join(''), showEnd),
      replace(items) {
        terminal.reset();
        terminal.write(items.slice(-lineLimit).map(printed).join(''), showEnd);
      },
    },
    found,
    find(text, direction) {
      if (text === '') return search.clearDecorations();
      const options = { decorations: dark.value ? searchColors : lightSearchColors };
      if (direction === 'next') search.findNext(text, options);
      else search.findPrevious(text, options);
    },
    scrollToEnd: () => terminal.scrollToBottom(),
    text() {
      if (terminal.hasSelection()) return terminal.getSelection();
      terminal.selectAll();
      const all = terminal.getSelection().trimEnd();
      terminal.clearSelection();
      return all;
    },
  };
}

/** Colours end with their line, so that a miner that forgot to reset them colours nothing else. */
function printed(item: LogItem): string {
  if (isSkipped(item)) return `\u001b[90m… ${plural('console.skipped', item.count)} …\u001b[0m\r\n`;
  return `${item.text}\u001b[0m\r\n`;
}

function atEnd({ buffer }: Terminal): boolean {
  return buffer.active.viewportY >= buffer.active.baseY;
}
