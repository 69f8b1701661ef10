/** Requests, errors and latency of every service that answers HTTP. */
import { pack } from "../../model";
import { highErrorRatio } from "./alerts";
import { http } from "./metrics";
import { errorRatioByService } from "./rules";

export { http };

export const httpServerPack = () =>
  pack("http-server", {
    metrics: http,
    recordingRules: [errorRatioByService],
    alerts: [highErrorRatio],
  });
