import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ErrorBody } from '../../contract/errors.ts';
import { apiBase, operations } from '../../contract/index.ts';
import { splitRoute } from '../../contract/request.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the REST interface, made from the contract and nothing else. */
export function openApiDocument(version: string): Json {
  const components = new Components();
  const error = components.schema(ErrorBody, 'output');
  const paths: Record<string, Json> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method, template] = splitRoute(operation.route);
    const path = template.replace(/:(\w+)/g, '{$1}');
    const input = components.schema(operation.input, 'input');
    (paths[path] ??= {})[method.toLowerCase()] = {
      operationId: name,
      summary: operation.summary,
      tags: [name.split('.')[0]],
      'x-permission': operation.permission,
      ...inputOf(method, template, input),
      responses: {
        200: jsonContent('The answer', components.schema(operation.output, 'output')),
        default: jsonContent('What went wrong', error),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Rigwright', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: apiBase }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** Path fields and, for GET and DELETE, query fields as parameters; the rest as the body. */
function inputOf(method: string, template: string, input: Json): Json {
  const properties = (input['properties'] ?? {}) as Record<string, Json>;
  const required = (input['required'] ?? []) as string[];
  const inPath = [...template.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const parameters: Json[] = inPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }));
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  if (method === 'GET' || method === 'DELETE') {
    for (const name of rest) {
      parameters.push({
        name,
        in: 'query',
        required: required.includes(name),
        schema: properties[name],
      });
    }
    return { parameters };
  }
  if (rest.length === 0) return { parameters };
  const body: Json = {
    type: 'object',
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    required: required.filter((name) => !inPath.includes(name)),
  };
  return { parameters, requestBody: { required: true, ...jsonContent(undefined, body) } };
}

const jsonContent = (description: string | undefined, schema: Json): Json => ({
  ...(description !== undefined && { description }),
  content: { 'application/json': { schema } },
});

/** Named schemas of the document. One name may differ as input and as output; then both stand. */
class Components {
  readonly schemas: Record<string, Json> = {};

  schema(type: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _, $defs = {}, ...schema } = z.toJSONSchema(type, { io });
    const names = new Map<string, string>();
    for (const [name, definition] of Object.entries($defs)) {
      const known = this.schemas[name];
      const same = known === undefined || isDeepStrictEqual(known, definition);
      names.set(name, same ? name : `${name}Input`);
    }
    const refer = (value: unknown): unknown => referTo(value, names);
    for (const [name, definition] of Object.entries($defs)) {
      this.schemas[names.get(name) ?? name] ??= refer(definition) as Json;
    }
    return refer(schema) as Json;
  }
}

/** The same schema with `#/$defs/X` turned into the document's own reference. */
function referTo(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => referTo(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== '$ref' || typeof inner !== 'string') return [key, referTo(inner, names)];
      const name = inner.replace('#/$defs/', '');
      return [key, `#/components/schemas/${names.get(name) ?? name}`];
    }),
  );
}
