import type { Handlers } from '../../contract/index.ts';
import type { SensorPoller } from './sensor-poller.ts';

export function sensorHandlers(poller: SensorPoller): Pick<Handlers, 'system.sensors'> {
  return { 'system.sensors': () => poller.current() };
}
