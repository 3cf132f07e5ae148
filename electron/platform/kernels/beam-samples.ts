import type { BeamGeneration } from './beam-generation.ts';
import { bytesOf } from './vectors/hex-bytes.ts';

/** A solution of each BeamHash, all of whose levels have to be computed to see that it is right. */
export interface BeamSample {
  readonly generation: BeamGeneration;
  readonly input: Uint8Array;
  readonly nonce: Uint8Array;
  readonly solution: Uint8Array;
}

/** The vectors eq0221, eq0280, eq0338. */
export const beamSamples: readonly BeamSample[] = [
  sample(
    1,
    '17e3e65f3e437dd9f9eb80e3b81abbbd5401524a70a9190a9b972c6b7438ce9c',
    '0000000000000001',
    [
      '0bf66aa2e6bd42b3ca11ef476a5a75c36ee1ebfcd91d4782b2d143b079b12959873aa59ad50adc76',
      '0cd8a424b09a7e40fbc27aeb1029b32a2b15097f95f3add150b03015b274cf1bcc3f57335cbc178f',
      'b63e77ad88224503101bbacffdf33cb3eb2e57f93bcf476e',
    ],
  ),
  sample(
    2,
    '7ff391b111e1542f67c95a343591cf509825ca122a25b52154a42bc9afc7f9d1',
    '0102030405060703',
    [
      '0020ea066becf06081b8238901035c1507b3635177d9a869be8e022930458558515311ec56768c06',
      '2d648512d9e1150c604988bf003fe7059d54e0807e7c431d6e0077edc2394610ac032c41f36e08c7',
      'ed447703216fbd4c6475671070474590a4316b9ec46e7a90',
    ],
  ),
  sample(
    3,
    '328e19747b107c73afadb43859c399e3227eb88abb883019c228fa2a9623f210',
    '0102030405060704',
    [
      'fbdc01fca0c4ca508cd0466ffa480b2379594c1e4f1e8fdbef4c7143cca6c27d0b51f36ced275f1a',
      '4c6e95be4e3f3c39eabfabdb0294985b8e4dc80289d96f610782ea27112b3e8a458ddbaf9c1c2c47',
      'ab5dcf01ecc33b4979d5a6d802e76f21617deeeadeadbe04',
    ],
  ),
];

function sample(
  generation: BeamGeneration,
  input: string,
  nonce: string,
  solution: readonly string[],
): BeamSample {
  return {
    generation,
    input: bytesOf(input),
    nonce: bytesOf(nonce),
    solution: bytesOf(solution.join('')),
  };
}
