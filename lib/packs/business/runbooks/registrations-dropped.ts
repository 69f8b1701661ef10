/** What to do about BusinessRegistrationsDropped. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { registrationRate, registrationRateByService } from "../rules";
import { backendOf, recentRollouts } from "./steps";

export const registrationsDroppedRunbook: Runbook = {
  meaning:
    "Far fewer people signed up in the last hour than in the same hour a week ago and two weeks ago (one and two days ago where Prometheus keeps " +
    "less than that). Weeks are compared because a Sunday is not a Monday; two of them, because one may have had a campaign. Hours in which " +
    "few people signed up then are not compared.",
  impact:
    "Either people cannot sign up, and every one of them is lost to us, or fewer come. The machines may be well: a form that lacks its button " +
    "fails no request.",
  diagnosis: [
    "Sign up yourself, in a private window, once on a phone: with each way to sign in that the page offers.",
    {
      text: "See whether one source or one plan fell, or all. One source: its link or its campaign. One plan: its price page or its payment. All: the form.",
      query: promql`${registrationRate}{namespace="$namespace",service="$service"} * 3600`,
    },
    {
      text: "See since when, and what the last weeks looked like.",
      query: promql`${registrationRateByService}{namespace="$namespace",service="$service"} * 3600`,
    },
    ...backendOf,
    {
      text: "Read why sign-ups are refused.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)regist|sign.?up" |~ "(?i)error|refused|invalid|captcha"`,
    },
    recentRollouts,
    "Ask marketing whether a campaign has ended or a link was changed, and the team of the front end whether the page was.",
  ],
  mitigation: [
    {
      text: "If a deployment broke it, of the service or of the front end, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    "If an identity provider, a captcha or the sending of mails fails, switch to the other way to sign up, or make that step optional until it works.",
    "If it is a holiday or a campaign has ended, nothing is broken: silence the alert until the next day.",
  ],
};
