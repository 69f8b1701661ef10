/** What happened, as Grafana's annotation queries. */
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { AnnotationQueryBuilder, type AnnotationQuery } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Annotation } from "../model";

export const annotationJson = ({ name, expr, title, color }: Annotation, prometheus: DataSourceRef): AnnotationQuery =>
  new AnnotationQueryBuilder()
    .name(name)
    .datasource(prometheus)
    .enable(true)
    .iconColor(color)
    .target(new DataqueryBuilder().refId("Anno").datasource(prometheus).expr(expr.text).range())
    .titleFormat(title)
    .build();
