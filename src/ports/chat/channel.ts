import type { Actor, Platform } from "../actor.ts";
import type { Place, PostRef } from "../place.ts";
import type { Button } from "./button.ts";
import type { Form } from "./form.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { Accept } from "./inbound.ts";
import type { Attachment, Notice, Prompt, Reply } from "./reply.ts";

/** How often messages may be edited. Posts and finals are not slowed by it, progress is. */
interface EditLimits {
  /** Least time between two progress edits of one message, ms. */
  editEveryMs: number;
  /** Edits per minute over the whole workspace. */
  editsPerMinute: number;
}

/** `guest`: invited into the organisation. `external`: belongs to another one. */
export type Membership = "member" | "guest" | "external";

export interface Contact {
  name?: string | undefined;
  email?: string | undefined;
}

/** The button by which the same file is made once more. */
export type FileAgain = Pick<Button, "action" | "value">;

export interface ChannelAdapter {
  readonly platform: Platform;
  readonly editLimits: EditLimits;
  /** Whether an actor is one person. False: many people may stand behind one, so none of them can sign in. */
  readonly hasPeople: boolean;
  /** Whether the platform itself can tell who somebody is, in their own chat, without asking them: see Notice.proof. */
  readonly provesPeople: boolean;
  /**
   * Verifies and parses one HTTP request, hands what it says to `accept`, then answers. Makes no platform call before
   * that. Bad signature, stale or future timestamp: 401. Our own posts yield nothing. Not stored: 5xx, so that the
   * platform delivers again.
   */
  receive(request: HttpRequest, accept: Accept): Promise<HttpResponse>;
  /** The refusal of a request whose header alone shows that it is not the platform's; its body is then not read. */
  refuse?(headers: HttpRequest["headers"]): HttpResponse | undefined;
  /** Opens an intake that is not HTTP (Slack Socket Mode) and checks the credentials. Resolves when acts can arrive. */
  connect(accept: Accept): Promise<void>;
  /**
   * Replies that fit one message each, in order, nothing cut; usually just the one given. `share` of the space that a
   * message has, for a platform that found one too large after all. A notice that is split at a share of a quarter or
   * less is accepted as long as the platform takes any message: as text alone if it refuses everything else. Pure.
   */
  split(reply: Reply, share?: number): Reply[];
  /**
   * Posts one message. `key` names it for ever: with `mayExist` (an earlier attempt had an unknown outcome) the channel
   * first looks whether the platform already shows it, as far as bots may read there (Teams: only what this process has
   * sent is known). `only`: visible to that person alone.
   * `place` in the result is where answers to this message arrive (it becomes the root where there was none).
   * The message that the thread began with is gone, so that nobody would find the post: Problem `post.root-gone`, and
   * nothing is posted. Content that the platform refuses: see `edit`.
   */
  post(
    place: Place,
    reply: Reply,
    how: { key: string; mayExist: boolean; only?: Actor },
  ): Promise<{ ref: PostRef; place: Place }>;
  /**
   * Replaces the content of a message. Idempotent. A message that is gone: Problem `post.gone`. Content that the
   * platform finds too large, here and in `post`: Problem `post.too-large`. Content that it refuses for another reason,
   * in known words or not: Problem `post.unshowable`, so that a plainer reply can be sent instead.
   */
  edit(ref: PostRef, reply: Reply): Promise<void>;
  /** Takes a message of ours away. Idempotent. False: what was shown here stays. */
  remove(ref: PostRef): Promise<boolean>;
  /**
   * Whether a place takes files from us: `unasked` where they disturb nobody, `asked` where somebody wants them, `never`.
   * Pure.
   */
  takesFiles(place: Place): "unasked" | "asked" | "never";
  /**
   * Adds a file to the place, or asks the person whether they want it: then a click with `again` comes, whose place takes
   * the file at once. It failed: a Problem whose sentence tells the thread that the file is missing, and why.
   */
  attach(place: Place, file: Attachment, how: { key: string; again?: FileAgain }): Promise<void>;
  /**
   * Asks a person for values; what they send comes back as Inbound `form`. True: the form is before them. False: here a
   * form opens only in answer to a fresh act, and `trigger` is missing, used or too old: then offer a button, whose
   * click brings a new one. (Slack: a modal, by the trigger. Teams: a card with inputs, posted into the place like any
   * message, so it needs no trigger.) `only`: that person alone sees it. A form can be sent by everybody who sees it, and
   * with any values.
   */
  form(place: Place, form: Form, how: { key: string; trigger?: string; only?: Actor }): Promise<boolean>;
  /**
   * Shows the actor's Home, in place of what it showed before; nobody else sees it. What does not fit is left out at the
   * end. False: the platform has no such page, so a message says the same.
   */
  showHome(actor: Actor, home: Notice): Promise<boolean>;
  /** Offers the person of a direct place sentences to begin with, where the platform has a place for them. */
  suggest(place: Place, prompts: readonly Prompt[]): Promise<void>;
  /** Where a message of ours can be opened by those who may read it; undefined: there is no such address. Pure. */
  linkTo(ref: PostRef): string | undefined;
  /**
   * Where to write in a channel in which nobody has asked; undefined: not a channel of this platform that we can reach.
   */
  placeOf(id: string): Place | undefined;
  /** The actor's own chat with us, reached from a place. Undefined: there is none, and we cannot open one. */
  directPlace(actor: Actor, from: Place): Promise<Place | undefined>;
  /**
   * What the actor is, in this place, in the organisation that the bot belongs to, as the platform knows it; looked up
   * at most once in a while. Cannot be looked up: the Problem of the failed call.
   */
  membership(actor: Actor, place: Place): Promise<Membership>;
  /**
   * Whether people of another organisation can read what is posted in a place; looked up at most once in a while. Cannot
   * be looked up: the Problem of the failed call.
   */
  isShared(place: Place): Promise<boolean>;
  /**
   * Whether guests can read what is posted in a place; looked up at most once in a while. False where the platform does
   * not list them (Slack). Cannot be looked up: the Problem of the failed call.
   */
  hasGuests(place: Place): Promise<boolean>;
  /**
   * What the organisation calls the actor, and the address that it knows them by, if the platform tells and vouches for
   * it: never an address that nobody has confirmed, or of a guest. Cannot be looked up: the Problem of the failed call.
   */
  contact(actor: Actor, place: Place): Promise<Contact>;
  /** Where the actor is, as IANA names it, if the platform tells. Never rejects; looked up at most once in a while. */
  zone(actor: Actor): Promise<string | undefined>;
  /** The language that the actor has set on the platform, as in `de-DE`, if it tells. Like `zone`. */
  locale(actor: Actor): Promise<string | undefined>;
  /** Names a message, the same in whatever way we came to know of it. Pure. */
  postKey(ref: PostRef): string;
  close(): Promise<void>;
}
