import { EventEmitter } from 'node:events';
import type { NativeTheme } from 'electron';

class StandInTheme
  extends EventEmitter
  implements Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
{
  #source: NativeTheme['themeSource'] = 'system';

  get themeSource() {
    return this.#source;
  }

  set themeSource(source) {
    this.#source = source;
    this.emit('updated');
  }

  /** The system that it stands for is light. */
  get shouldUseDarkColors() {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new StandInTheme();
// Each window listens for as long as it lives.
nativeTheme.setMaxListeners(0);
