/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export const textSchema = (maxLength: number, description?: string): Schema => {
  return { type: 'string', maxLength, description };
};

export const withDescription = (schema: Schema, description: string): Schema => ({ ...schema, description });

export const nullableSchema = (schema: Schema): Schema => ({ ...schema, type: [schema.type, 'null'] });

export const arraySchema = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });

/** An object with these members. The `required` ones are always there. */
export const objectSchema = <Member extends string>(
  properties: Readonly<Record<Member, Schema>>,
  required: readonly NoInfer<Member>[] = [],
  more: Schema = {},
): Schema => ({ type: 'object', properties, required: required.length > 0 ? required : undefined, ...more });

/** An object whose members are all always there. */
export const fullObjectSchema = (properties: Readonly<Record<string, Schema>>, description?: string): Schema =>
  objectSchema(properties, Object.keys(properties), { description });

/** A page of a list, with the cursor of the next page. */
export const pageSchema = (member: string, items: string, cursor = nullableSchema({ type: 'string' })): Schema =>
  fullObjectSchema({ [member]: arraySchema(schemaRef(items)), cursor });

/** An object with these members and no others. */
export const exactObjectSchema = <Member extends string>(
  properties: Readonly<Record<Member, Schema>>,
  required: readonly NoInfer<Member>[] = [],
): Schema => objectSchema(properties, required, { additionalProperties: false });

export const schemaRef = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
