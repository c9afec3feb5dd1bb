import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import type { Topic } from '#shared/contract/define.ts';
import { contract, type FullContract, type Input, type Method, type Output } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { call, listenTo } from './client.ts';

export type QueryMethod = { [M in Method]: FullContract[M]['kind'] extends 'query' ? M : never }[Method];
export type CommandMethod = Exclude<Method, QueryMethod>;

type CallOptions = {
  /** False asks nothing yet. */
  enabled?: boolean;
  /** Shows the answer to the last input until the new one is here. */
  keepsPrevious?: boolean;
  /** Asks again whenever it is shown anew: for answers of services, which no event tells of. */
  asksAnew?: boolean;
};

type CallArguments<M extends Method> =
  undefined extends Input<M> ? [input?: Input<M>, options?: CallOptions] : [input: Input<M>, options?: CallOptions];

/** `call` for a method that is only known to be one of many; the types of the hooks below say which answer it has. */
const ask = call as (method: Method, input: unknown) => Promise<unknown>;

/** Answers change only by events: an answer is good until its topics change. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: false,
    },
    mutations: { networkMode: 'always' },
  },
});

function queryKey(method: QueryMethod, input: unknown): [QueryMethod, unknown] {
  return [method, input ?? null];
}

/** The answer to a query, asked again when an event names one of the query's topics. */
export function useCall<M extends QueryMethod>(
  method: M,
  ...[input, options = {}]: CallArguments<M>
): UseQueryResult<Output<M>, AppError> {
  return useQuery<Output<M>, AppError>({
    queryKey: queryKey(method, input),
    queryFn: () => ask(method, input) as Promise<Output<M>>,
    enabled: options.enabled ?? true,
    ...(options.asksAnew ? { staleTime: 0, gcTime: 0 } : {}),
    ...(options.keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** A command to run from a component, with its state; a failure goes to the caller of `mutateAsync`, or to `onError`. */
export function useCommand<M extends CommandMethod>(
  method: M,
  options: { onSuccess?: (value: Output<M>) => void; onError?: (error: AppError) => void } = {},
): UseMutationResult<Output<M>, AppError, Input<M>> {
  return useMutation<Output<M>, AppError, Input<M>>({
    mutationFn: (input) => ask(method, input) as Promise<Output<M>>,
    ...options,
  });
}

/** Asks again soon, at most so often: a scan names the same topics several times a second. */
const throttleMs = 300;

/** Keeps answers true while the library changes. Called once. */
export function followChanges(): () => void {
  const changed = new Set<Topic>();
  let isRefreshing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The next round begins when the last one has its answers: asking anew while one waits for them would never end.
  const refresh = async () => {
    const topics = new Set(changed);
    changed.clear();
    isRefreshing = true;
    await queryClient.invalidateQueries({ predicate: ({ queryKey: [method] }) => dependsOn(method, topics) });
    isRefreshing = false;
    timer = undefined;
    if (changed.size > 0) schedule();
  };
  const schedule = () => {
    if (!isRefreshing) timer ??= setTimeout(() => void refresh(), throttleMs);
  };
  const stopChanges = listenTo('library.changed', ({ topics }) => {
    for (const topic of topics) changed.add(topic);
    schedule();
  });
  const stopActivity = listenTo('activity.changed', ({ activities }) => {
    queryClient.setQueryData(queryKey('activity.list', undefined), activities);
  });
  return () => {
    stopChanges();
    stopActivity();
    clearTimeout(timer);
  };
}

function dependsOn(method: unknown, topics: ReadonlySet<Topic>): boolean {
  const entry = (contract as Partial<FullContract>)[method as Method];
  return entry?.kind === 'query' && entry.topics.some((topic) => topics.has(topic));
}

/** Anything thrown, as an error with a code. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('INTERNAL', 'Something unexpected went wrong.', {}, { cause: error });
}
