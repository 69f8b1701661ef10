/** The trace that an observation points to, so that a slow bucket of a panel leads to what happened. */
import { EXEMPLAR_LABEL } from "@cdktf-observability/contract";
import { activeTrace, type ActiveTrace } from "../tracing";

/** A trace that is not sampled cannot be looked up: it makes no exemplar. */
export const exemplarOf = (trace: ActiveTrace | undefined): { readonly [EXEMPLAR_LABEL]: string } | undefined =>
  trace?.sampled === true ? { [EXEMPLAR_LABEL]: trace.traceId } : undefined;

export const exemplarOfActiveTrace = (): ReturnType<typeof exemplarOf> => exemplarOf(activeTrace());
