/** Orders strings by their bytes in UTF-8, as DynamoDB orders sort keys. JavaScript orders strings by UTF-16. */
export const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
