/**
 * Providers without a product behind them: they know their schema and nothing else, which is enough for Terraform to plan, apply and destroy.
 * Arguments: a folder for the sockets, and files in the format of `terraform providers schema -json`. Prints what TF_REATTACH_PROVIDERS
 * wants to hear, and ends with its standard input.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { applied, decodeValue, encodeValue, planned } from "./provider-values.mjs";

const [folder, ...files] = process.argv.slice(2);

const definition = loadSync(path.join(path.dirname(fileURLToPath(import.meta.url)), "plugin.proto"), {
  ...{ keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true },
});
const { Provider } = grpc.loadPackageDefinition(definition).tfplugin6;

const attributeMessages = (attributes = {}) =>
  Object.entries(attributes).map(([name, { type, nested_type: nested, ...flags }]) => ({
    ...flags,
    name,
    ...(nested
      ? {
          nested_type: { attributes: attributeMessages(nested.attributes), nesting: nested.nesting_mode.toUpperCase() },
        }
      : { type: Buffer.from(JSON.stringify(type)) }),
  }));

const blockMessage = ({ attributes, block_types: blocks = {} }) => ({
  attributes: attributeMessages(attributes),
  block_types: Object.entries(blocks).map(([type_name, { block, nesting_mode, min_items, max_items }]) => ({
    ...{ type_name, min_items, max_items },
    block: blockMessage(block),
    nesting: nesting_mode.toUpperCase(),
  })),
});

const schemaMessage = ({ version, block }) => ({ version, block: blockMessage(block) });
const schemaMessages = (schemas = {}) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaMessage(schema)]));

const answers = ({ provider, resource_schemas: resources = {}, data_source_schemas: dataSources = {} }) => ({
  GetProviderSchema: () => ({
    provider: schemaMessage(provider),
    resource_schemas: schemaMessages(resources),
    data_source_schemas: schemaMessages(dataSources),
    server_capabilities: { plan_destroy: true },
  }),
  ValidateProviderConfig: () => ({}),
  ValidateResourceConfig: () => ({}),
  ValidateDataResourceConfig: () => ({}),
  ConfigureProvider: () => ({}),
  StopProvider: () => ({}),
  UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: { json: raw_state.json } }),
  // Nothing ever drifts.
  ReadResource: ({ current_state }) => ({ new_state: current_state }),
  PlanResourceChange: ({ type_name, prior_state, proposed_new_state }) => {
    const creating = decodeValue(prior_state) === null;
    const state = planned(resources[type_name].block, decodeValue(proposed_new_state), creating);
    return { planned_state: encodeValue(state), legacy_type_system: true };
  },
  ApplyResourceChange: ({ type_name, planned_state }) => {
    const state = applied(type_name, resources[type_name].block, decodeValue(planned_state));
    return { new_state: encodeValue(state), legacy_type_system: true };
  },
  ReadDataSource: ({ type_name, config }) => {
    const { block } = dataSources[type_name];
    return { state: encodeValue(applied(type_name, block, planned(block, decodeValue(config), true))) };
  },
});

const serve = (schema, socket) => {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const handlers = Object.entries(answers(schema)).map(([name, answer]) => [
    name,
    ({ request }, callback) => {
      try {
        callback(null, answer(request));
      } catch (error) {
        callback({ code: grpc.status.INTERNAL, message: String(error.stack) });
      }
    },
  ]);
  server.addService(Provider.service, Object.fromEntries(handlers));
  return new Promise((resolve, reject) =>
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    ),
  );
};

const schemas = files.flatMap((file) => Object.entries(JSON.parse(readFileSync(file, "utf8")).provider_schemas));
const reattach = {};
for (const [index, [address, schema]] of schemas.entries()) {
  const socket = path.join(folder, `${index}.sock`);
  await serve(schema, socket);
  const place = { Network: "unix", String: socket };
  reattach[address] = { Protocol: "grpc", ProtocolVersion: 6, Pid: process.pid, Test: true, Addr: place };
}

process.stdin.resume().on("end", () => process.exit());
process.stdout.write(`${JSON.stringify(reattach)}\n`);
