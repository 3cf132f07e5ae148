import { expect, it } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useEdited } from './use-edited.ts';

interface Rake {
  readonly id: string;
  readonly name: string;
}
const wide: Rake = { id: 'wide', name: 'Wide rake' };
const narrow: Rake = { id: 'narrow', name: 'Narrow rake' };

/** A panel, what its form was filled with so far, and what it says that it changes. */
function open(first: Rake | 'new' | null) {
  const asked = shallowRef(first);
  const begun: (string | null)[] = [];
  const scope = effectScope();
  const edited = scope.run(() =>
    useEdited<Rake>(
      () => asked.value,
      (rake) => begun.push(rake?.name ?? null),
    ),
  );
  const ask = async (thing: Rake | 'new' | null): Promise<void> => {
    asked.value = thing;
    await nextTick();
  };
  return { ask, begun, scope, name: () => edited?.value?.name ?? null };
}

it('fills the form whenever the panel opens, and when it goes on with another one', async () => {
  const panel = open(wide);
  await panel.ask(narrow);
  await panel.ask('new');
  await panel.ask(null);
  await panel.ask('new');
  expect(panel.begun).toEqual(['Wide rake', 'Narrow rake', null, null]);
  panel.scope.stop();
});

it('keeps what is typed while what it changes is told anew', async () => {
  const panel = open(wide);
  await panel.ask({ ...wide, name: 'Wider rake' });
  expect([panel.name(), panel.begun]).toEqual(['Wider rake', ['Wide rake']]);
  panel.scope.stop();
});

it('still says what it was about while it closes', async () => {
  const panel = open(null);
  expect([panel.name(), panel.begun]).toEqual([null, []]);
  await panel.ask(wide);
  await panel.ask(null);
  expect([panel.name(), panel.begun]).toEqual(['Wide rake', ['Wide rake']]);
  panel.scope.stop();
});
