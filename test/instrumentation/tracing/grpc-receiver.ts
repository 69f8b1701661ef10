/** A receiver of spans on the loopback address, over gRPC. */
import { type Metadata, Server, ServerCredentials, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { type RawRequest, type ReceivedSpan, spansOf, traceService } from "./otlp";

export interface GrpcReceiver {
  readonly endpoint: string;
  /** The headers of each request. */
  readonly metadata: readonly Metadata[];
  readonly spans: () => readonly ReceivedSpan[];
  readonly close: () => void;
}

/** @param judge the status of a call, by its number from 0 on */
export async function grpcReceiver(judge: (call: number) => status = () => status.OK): Promise<GrpcReceiver> {
  const spans: ReceivedSpan[] = [];
  const metadata: Metadata[] = [];
  const server = new Server();
  const implementation: UntypedServiceImplementation = {
    Export: (
      call: { readonly request: RawRequest; readonly metadata: Metadata },
      answer: (error: object | null, response?: object) => void,
    ) => {
      const code = judge(metadata.length);
      metadata.push(call.metadata);
      if (code !== status.OK) return answer({ code, details: "refused on purpose" });
      spans.push(...spansOf(call.request));
      answer(null, {});
    },
  };
  server.addService(traceService, implementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return {
    endpoint: `http://127.0.0.1:${port}`,
    metadata,
    spans: () => spans,
    close: () => server.forceShutdown(),
  };
}
