/** What to do about JaegerIndexCleanerOverdue. */
import type { Runbook } from "../../../model";

export const indexCleanerOverdueRunbook: Runbook = {
  meaning:
    "Elasticsearch and OpenSearch keep an index until somebody deletes it. A CronJob does that each night, for all span indices that are older " +
    "than the construct's `retention`. Its last success was longer ago than the limit. A job that has never succeeded is seen by the alerts " +
    "about Jobs only.",
  impact:
    "Traces are kept longer than promised, which may be a matter of law. The search engine fills up: above the flood stage of its disks all " +
    "indices become read-only, and all new spans are lost.",
  diagnosis: [
    {
      text: "See when it is due, and whether it is suspended.",
      command: "kubectl --namespace $namespace get cronjob $cronjob",
    },
    {
      text: "See its last jobs and their pods.",
      command: "kubectl --namespace $namespace get jobs,pods --selector app.kubernetes.io/component=es-index-cleaner",
    },
    {
      text: "Run it now.",
      command: "kubectl --namespace $namespace create job --from=cronjob/$cronjob index-cleaner-now",
    },
    {
      text: "Read what it says: 401 and 403 are the password, a time-out is the way there or a cluster that is not well.",
      command: "kubectl --namespace $namespace logs job/index-cleaner-now --follow",
    },
    {
      text: "See which indices there are, and how large they are.",
      command: "curl --user <user> 'https://<search engine>:9200/_cat/indices/*jaeger*?v&s=index'",
    },
  ],
  mitigation: [
    "Correct the Secret or the address, and run the job again as above.",
    {
      text: "If disks are nearly full, delete the oldest indices by hand.",
      command: "curl --user <user> -X DELETE 'https://<search engine>:9200/jaeger-span-<date>'",
    },
    {
      text: "Delete the job that you have made.",
      command: "kubectl --namespace $namespace delete job index-cleaner-now",
    },
  ],
};
