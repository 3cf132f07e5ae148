import { describe, expect, it } from 'vitest';
import { installCommand, requiredTools, toolsNotFound } from './required-tools.ts';

describe('the programs that a script needs', () => {
  it.each([
    ['jq . x', ['jq']],
    ['a=`echo s | nc -w 2 localhost 4068 | tr -d x`', ['nc']],
    ['A=$(jq -r .x f); (( $(echo "1 > 0" | bc -l) ))', ['bc', 'jq']],
    ['if ! curl -s x; then wget x; fi', ['curl', 'wget']],
    ['\tscreen -dmS miner ./x', ['screen']],
    ['x || unbuffer ./m | ts "%F" | tee a', ['ts', 'unbuffer']],
    ['cat <(jq . a)', ['jq']],
    ['timeout 5 true && ps', ['ps']],
    ['# jq is needed\n  # | nc', []],
    ['echo "jq is great"; jquery x; my-jq; ./jq', []],
    ['jq=1', []],
    ['', []],
  ])('of %j are %j', (script, tools) => {
    expect(requiredTools(script)).toEqual(tools);
  });

  it('are named as Debian packs them', () => {
    expect(installCommand(['nc', 'jq', 'netcat'])).toBe('apt install jq netcat-openbsd');
  });

  it('are seen in what bash says when it lacks them', () => {
    const output =
      '/x/h-stats.sh: line 4: jq: command not found\n./run.sh: 3: nc: not found\nmine: command not found\n';
    expect(toolsNotFound(output)).toEqual(['jq', 'nc']);
  });

  it('are found in no time that grows faster than the script', () => {
    const began = performance.now();
    for (const one of ['\n', ' ', '|', '# ', 'do ', 'jq ', '$(', ': not found ', 'a.']) {
      const text = one.repeat(300_000 / one.length);
      requiredTools(text);
      toolsNotFound(text);
    }
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
