/** Something that is asked for: not there yet, there, or refused. What was there stays until the next is. */
import { useEffect, useState } from "react";

export interface Loaded<Value> {
  readonly value?: Value;
  readonly error?: string;
  readonly loading: boolean;
}

export const useLoaded = <Value>(ask: () => Promise<Value>, when: readonly unknown[]): Loaded<Value> => {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ loading: true });
  useEffect(() => {
    let current = true;
    setLoaded(({ value }) => ({ ...(value === undefined ? {} : { value }), loading: true }));
    ask().then(
      (value) => current && setLoaded({ value, loading: false }),
      (error: unknown) =>
        current && setLoaded({ error: error instanceof Error ? error.message : String(error), loading: false }),
    );
    return () => {
      current = false;
    };
    // The caller says on what the question depends.
  }, when);
  return loaded;
};
