import { z } from 'zod'
import { sopFile } from './sop-file.ts'

/** The part of JSON Schema that our file format uses. */
export interface JsonSchema {
  description?: string
  type?: string
  enum?: string[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
  [more: string]: unknown
}

/** The file format as JSON Schema (draft 7, which editors understand); `docs/sop.schema.json` holds the same. */
export function sopJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(sopFile, { target: 'draft-7', io: 'input' }) as JsonSchema
  return { ...schema, title: 'Berkas SOP', description: 'Satu SOP: blok identitas, pelaksana, isian, dan langkah. Petunjuk: docs/sop-language.md.' }
}

let schemaOnce: JsonSchema | undefined

/** The keys that the format knows at a place in the file; none where any name may stand. */
export function knownKeysAt(path: (string | number)[]): string[] {
  schemaOnce ??= sopJsonSchema()
  let here: JsonSchema[] = [schemaOnce]
  for (const part of path) here = here.flatMap((schema) => inside(schema, part))
  return [...new Set(here.flatMap(alternatives).flatMap((schema) => Object.keys(schema.properties ?? {})))]
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema]
}

function inside(schema: JsonSchema, part: string | number): JsonSchema[] {
  return alternatives(schema).flatMap((one) => {
    if (typeof part === 'number') return one.items ? [one.items] : []
    const named = one.properties && Object.hasOwn(one.properties, part) ? one.properties[part] : undefined
    if (named) return [named]
    return typeof one.additionalProperties === 'object' ? [one.additionalProperties] : []
  })
}
