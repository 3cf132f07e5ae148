import { EventEmitter } from 'node:events';
import type { Tray as ElectronTray } from 'electron';
import type { Menu } from './menu.ts';
import type { nativeImage } from './native-image.ts';

type Image = ReturnType<typeof nativeImage.createEmpty>;

export class Tray
  extends EventEmitter
  implements Pick<ElectronTray, 'setToolTip' | 'destroy' | 'isDestroyed'>
{
  /** Icons that are in the tray now, for tests. */
  static readonly instances = new Set<Tray>();
  image: Image;
  toolTip = '';
  menu: Menu | null = null;

  constructor(image: Image) {
    super();
    this.image = image;
    Tray.instances.add(this);
  }

  setImage = (image: Image) => void (this.image = image);
  setToolTip = (text: string) => void (this.toolTip = text);
  setContextMenu = (menu: Menu | null) => void (this.menu = menu);
  destroy = () => void Tray.instances.delete(this);
  isDestroyed = () => !Tray.instances.has(this);
}
