import { z } from 'zod';

/**
 * What starts a miner, as data: arguments and files with places for values. How it is read is told
 * in resources/miners/README.md; `drivers/launch-template.ts` fills it in.
 */

/** The name of a value, and what stands there where it has none. */
export const place = /\{([a-z][A-Za-z0-9.]*)(?:\|([^{}|]*))?\}/g;

/** Text with places such as `{pool.url}` or `{pool.password|x}`. */
const text = z
  .string()
  .max(300)
  .refine((value) => !/\p{Cc}/u.test(value), 'must not hold control characters')
  .refine((value) => !/[{}]/.test(value.replaceAll(place, '')), 'has a brace that is no place');

const name = z.string().regex(/^[a-z][A-Za-z0-9.]{0,60}$/);

/** Every one must hold. True: has a value other than false; false: has none; a list: is one of it. */
export const LaunchCondition = z
  .record(name, z.union([z.boolean(), z.array(z.string().max(60)).min(1).max(100)]))
  .refine((conditions) => Object.keys(conditions).length > 0, 'needs a condition');
export type LaunchCondition = z.infer<typeof LaunchCondition>;

const LaunchList = z.enum(['pool', 'device']);
export type LaunchList = z.infer<typeof LaunchList>;

/** One text made of a text for each of a list; what is escaped stands as told, not as separator. */
export const LaunchJoin = z.strictObject({
  $join: z.string().min(1).max(3),
  $each: LaunchList,
  $do: text,
  $escape: z.record(z.string().length(1), z.string().max(3)).optional(),
});
export type LaunchJoin = z.infer<typeof LaunchJoin>;

/** Arguments or lines: a text, or a group that is left out whole where one of its values is missing. */
export type LaunchItem =
  | string
  | LaunchJoin
  | readonly LaunchItem[]
  | {
      readonly $when: LaunchCondition;
      readonly $then?: readonly LaunchItem[] | undefined;
      readonly $else?: readonly LaunchItem[] | undefined;
    }
  | { readonly $each: LaunchList; readonly $do: readonly LaunchItem[] };

const LaunchItem: z.ZodType<LaunchItem> = z.lazy(() =>
  z.union([
    text,
    LaunchJoin,
    z.array(LaunchItem).max(50),
    z.strictObject({
      $when: LaunchCondition,
      $then: z.array(LaunchItem).max(50).optional(),
      $else: z.array(LaunchItem).max(50).optional(),
    }),
    z.strictObject({ $each: LaunchList, $do: z.array(LaunchItem).max(50) }),
  ]),
);

/**
 * JSON with places: what has a place without a value is left out of its object or list. A text that
 * is one place alone becomes the value itself, number or switch; what is made of each is a list.
 */
export type LaunchJson =
  | string
  | number
  | boolean
  | null
  | LaunchJoin
  | readonly LaunchJson[]
  | {
      readonly $when: LaunchCondition;
      readonly $then?: LaunchJson | undefined;
      readonly $else?: LaunchJson | undefined;
    }
  | { readonly $each: LaunchList; readonly $do: LaunchJson }
  | { readonly [key: string]: LaunchJson };

const LaunchJson: z.ZodType<LaunchJson> = z.lazy(() =>
  z.union([
    text,
    z.number(),
    z.boolean(),
    z.null(),
    LaunchJoin,
    z.array(LaunchJson).max(50),
    z.strictObject({
      $when: LaunchCondition,
      $then: LaunchJson.optional(),
      $else: LaunchJson.optional(),
    }),
    z.strictObject({ $each: LaunchList, $do: LaunchJson }),
    z.record(z.string().regex(/^[^$]/, 'must not begin with $'), LaunchJson),
  ]),
);

const fileName = z.string().regex(/^[a-z][a-z0-9_-]*\.[a-z]{2,4}$/, 'must be like config.json');

/** A file in the folder of the process, for this user's eyes only. */
export const LaunchFile = z.union([
  z.strictObject({ name: fileName, json: LaunchJson }),
  z.strictObject({ name: fileName, lines: z.array(LaunchItem).max(100) }),
  /** Written by this program, because its form needs more than places for values. */
  z.strictObject({ name: fileName, writer: z.enum(['xmrig']) }),
]);
export type LaunchFile = z.infer<typeof LaunchFile>;

export const Launch = z.strictObject({
  arguments: z.array(LaunchItem).max(100),
  files: z.array(LaunchFile).max(5),
  /** How many pools it takes in order of preference, and whether all have one user and password. */
  pools: z.strictObject({
    limit: z.number().int().min(1).max(8),
    sameAccount: z.boolean(),
  }),
  /** The miner reads them from nowhere else, so everybody on this rig can see them. */
  secretsInArguments: z.boolean(),
  /** Whether it can connect over TLS. */
  tls: z.boolean(),
});
export type Launch = z.infer<typeof Launch>;
