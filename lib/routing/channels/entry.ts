/** What the entries of all channels have in common in Alertmanager's file. */
import type { Values } from "../../model";
import { httpClientValue, type HttpClient } from "./http";
import { spelled } from "./spelling";

/** The entry below `<kind>_configs`. */
export const entry = (
  { sendResolved = true, http }: { readonly sendResolved?: boolean; readonly http?: HttpClient },
  own: object,
): Values => ({
  send_resolved: sendResolved,
  ...spelled(own),
  ...(http === undefined ? {} : { http_config: httpClientValue(http) }),
});
