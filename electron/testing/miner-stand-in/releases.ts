/** How the makers of the miners pack one version, as far as public material shows it. */
export interface RealRelease {
  readonly tag: string;
  readonly version: string;
  /** What is installed here, and what lies beside it for other platforms. */
  readonly asset: string;
  readonly others: readonly string[];
  /** Folder in the archive; '' where its files lie at the top. */
  readonly folder: string;
  readonly program: string;
  /** Files beside the program. */
  readonly files?: Readonly<Record<string, string>>;
  /** The archive lies in another one, beside a signature. */
  readonly packedTwice?: boolean;
  /** Where its makers publish for Windows only, there is nothing to start here. */
  readonly platform?: 'windows-x64';
}

/** By the id of the catalogue. */
export const realReleases: Readonly<Record<string, RealRelease>> = {
  xmrig: {
    tag: 'v6.26.0',
    version: '6.26.0',
    asset: 'xmrig-6.26.0-linux-static-x64.tar.gz',
    others: [
      'xmrig-6.26.0-focal-x64.tar.gz',
      'xmrig-6.26.0-jammy-x64.tar.gz',
      'xmrig-6.26.0-noble-x64.tar.gz',
      'xmrig-6.26.0-freebsd-static-x64.tar.gz',
      'xmrig-6.26.0-macos-arm64.tar.gz',
      'xmrig-6.26.0-macos-x64.tar.gz',
      'xmrig-6.26.0-windows-arm64.zip',
      'xmrig-6.26.0-windows-gcc-x64.zip',
      'xmrig-6.26.0-windows-x64.zip',
    ],
    folder: 'xmrig-6.26.0/',
    program: 'xmrig',
    files: { 'config.json': '{"pools":[{"url":"donate.v2.xmrig.com:3333"}]}', SHA256SUMS: '' },
  },
  'tt-miner': {
    tag: '2024.3.2',
    version: '2024.3.2',
    asset: 'TT-Miner-2024.3.2.tar.gz',
    others: ['TT-Miner-2024.3.2.zip'],
    folder: 'TT-Miner-2024.3.2/',
    program: 'TT-Miner',
  },
  'cpuminer-opt': {
    tag: 'v26.1',
    version: '26.1',
    asset: 'cpuminer-opt-26.1-windows.zip',
    others: [],
    folder: '',
    program: 'cpuminer-avx2.exe',
    platform: 'windows-x64',
    files: { 'cpuminer-sse2.exe': '', 'README.txt': '' },
  },
  'srbminer-multi': {
    tag: '3.4.6',
    version: '3.4.6',
    asset: 'SRBMiner-Multi-3-4-6-Linux.tar.gz',
    others: ['SRBMiner-Multi-3-4-6-win64.zip'],
    folder: 'SRBMiner-Multi-3-4-6/',
    program: 'SRBMiner-MULTI',
  },
  lolminer: {
    tag: '1.98a',
    version: '1.98a',
    asset: 'lolMiner_v1.98a_Lin64.tar.gz',
    others: ['lolMiner_v1.98a_Win64.zip'],
    folder: '1.98a/',
    program: 'lolMiner',
    files: { 'user_config.json': '{}', 'lolMiner.cfg': '' },
  },
  't-rex': {
    tag: '0.26.8',
    version: '0.26.8',
    asset: 't-rex-0.26.8-linux.tar.gz',
    others: ['t-rex-0.26.8-win.zip'],
    folder: '',
    program: 't-rex',
    files: { config_example: '{}' },
  },
  gminer: {
    tag: '3.44',
    version: '3.44',
    asset: 'gminer_3_44_linux64.tar.xz',
    others: ['gminer_3_44_windows64.zip'],
    folder: '',
    program: 'miner',
  },
  nbminer: {
    tag: 'v42.3',
    version: '42.3',
    asset: 'NBMiner_42.3_Linux.tgz',
    others: ['NBMiner_42.3_Win.zip'],
    folder: 'NBMiner_Linux/',
    program: 'nbminer',
  },
  teamredminer: {
    tag: 'v0.10.21',
    version: '0.10.21',
    asset: 'teamredminer-v0.10.21-linux.tgz',
    others: ['teamredminer-v0.10.21-win.zip'],
    folder: 'teamredminer-v0.10.21-linux/',
    program: 'teamredminer',
  },
  rigel: {
    tag: '1.23.2',
    version: '1.23.2',
    asset: 'rigel-1.23.2-linux.tar.gz',
    others: ['rigel-1.23.2-win.zip'],
    folder: 'rigel-1.23.2-linux/',
    program: 'rigel',
  },
  bzminer: {
    tag: 'v24.0.2',
    version: '24.0.2',
    asset: 'bzminer_v24.0.2_linux.tar.gz',
    others: ['bzminer_v24.0.2_windows.zip'],
    folder: 'bzminer_v24.0.2_linux/',
    program: 'bzminer',
    files: { 'config.txt': '{}' },
  },
  wildrig: {
    tag: '0.49.6',
    version: '0.49.6',
    asset: 'wildrig-multi-linux-0.49.6.tar.gz',
    others: ['wildrig-multi-windows-0.49.6.zip'],
    folder: '',
    program: 'wildrig-multi',
  },
  onezerominer: {
    tag: 'v1.7.4',
    version: '1.7.4',
    asset: 'onezerominer-linux-1.7.4.tar.gz',
    others: ['onezerominer-win64-1.7.4.zip', 'onezerominer-1.7.4.tar.gz'],
    folder: 'onezerominer-linux/',
    program: 'onezerominer',
  },
  'ccminer-verus': {
    tag: 'v3.8.3a-CPU',
    version: '3.8.3a',
    // The program itself, in no archive.
    asset: 'ccminer-v3.8.3a-oink_x86-64',
    others: ['ccminer-v3.8.3a-oink_ARM'],
    folder: '',
    program: 'ccminer',
  },
  nheqminer: {
    tag: 'v0.8.2',
    version: '0.8.2',
    asset: 'nheqminer-Linux-v0.8.2.tgz',
    others: ['nheqminer-Windows-v0.8.2.zip', 'nheqminer-MacOS-v0.8.2.tgz'],
    folder: 'nheqminer/',
    program: 'nheqminer',
    packedTwice: true,
  },
};
