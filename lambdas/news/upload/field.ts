import { MAX_ERRORS, WARNING_BYTES } from '../limits';
import { xmlSafe } from '../values/xml-safe';

/** A sentence about one field of an upload. */
export interface Remark {
  /** A JSON pointer as a URI fragment (RFC 6901 §6): `#/tags/3`. */
  readonly pointer: string;
  readonly detail: string;
}

/** The problem of a field, and its remedy. */
export type FieldError = Remark;

/** A change that was made to a field, or advice. */
export interface Warning extends Remark {
  /** How many characters of visible text the change removed, without white space. Absent for none. */
  readonly removed?: number;
}

/** The errors and warnings of an upload so far. */
export interface Findings {
  readonly errors: FieldError[];
  readonly warnings: Warning[];
}

/** One field of an upload: its value, and methods that record errors and warnings about it. */
export class Field {
  constructor(
    readonly value: unknown,
    private readonly findings: Findings,
    readonly pointer = '#',
  ) {}

  /** A field inside this one. Its value is undefined if it does not exist. */
  at(key: string | number): Field {
    const { value } = this;
    const exists = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    const inner: unknown = exists ? Reflect.get(value, key) : undefined;
    return new Field(inner, this.findings, `${this.pointer}/${pointerToken(key)}`);
  }

  /** The last name in its pointer, and `/*` for a place in a list: `headline`, `tags/*`. Empty for the whole value. */
  get name(): string {
    return /(?:[^/#]+)?(?:\/\*)?$/.exec(this.pointer.replace(/\/\d+$/, '/*'))?.[0] ?? '';
  }

  /** Whether the field is missing or null. Programs send null for a missing field. */
  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** Records an error; `detail` names the problem and the remedy. */
  refuse(detail: string): undefined {
    if (this.findings.errors.length < MAX_ERRORS) this.findings.errors.push({ pointer: this.pointer, detail });
  }

  /** Records a warning, up to WARNING_BYTES for all of them. `removed` counts characters of visible text that went. */
  warn(detail: string, removed?: number): void {
    addWarning(this.findings.warnings, { pointer: this.pointer, detail, ...(removed !== undefined && { removed }) });
  }

  /** The value that `read` gives. If it gives none and records no error, `detail` becomes the error. */
  required<T>(read: (field: Field) => T | undefined, detail: string): T | undefined {
    const before = this.findings.errors.length;
    return read(this) ?? (this.findings.errors.length > before ? undefined : this.refuse(detail));
  }
}

/**
 * Adds a warning while all of them have WARNING_BYTES at most. A warning with `removed` takes the place of the last ones
 * without it: the loss of words matters more than advice.
 */
export function addWarning(warnings: Warning[], warning: Warning): void {
  const all = [...warnings, warning];
  while (Buffer.byteLength(JSON.stringify(all)) > WARNING_BYTES) {
    const last = warning.removed === undefined ? -1 : all.findLastIndex(({ removed }) => removed === undefined);
    if (last < 0) return;
    all.splice(last, 1);
  }
  warnings.splice(0, warnings.length, ...all);
}

// RFC 6901 §3 and §6. A lone surrogate has no UTF-8, so the pointer leaves it out.
const pointerToken = (key: string | number): string =>
  encodeURIComponent(xmlSafe(String(key)).replaceAll('~', '~0').replaceAll('/', '~1'));
