/**
 * The shapes that the pieces of the page hand each other. This file holds types only: a message is the Bot API's own
 * object, so its many kinds stay loosely typed here and are read field by field where they are drawn.
 */

/** @typedef {{id: number, first_name: string, last_name?: string, username?: string, is_bot?: boolean}} User */
/**
 * @typedef {{id: number, first_name: string, last_name?: string, username?: string, language_code: string,
 *   blocked: boolean, started: boolean}} Person
 */
/**
 * @typedef {{type: string, offset: number, length: number, url?: string, user?: User, language?: string,
 *   custom_emoji_id?: string}} Entity
 */
/** @typedef {{by: "bot" | number, emoji: string}} Reaction */
/** @typedef {{text: string, style?: string, [action: string]: any}} Button */
/**
 * @typedef {{message_id: number, date: number, from?: User, text?: string, caption?: string, entities?: Entity[],
 *   caption_entities?: Entity[], media_group_id?: string, edit_date?: number, reactions?: Reaction[],
 *   deleted?: boolean, reply_to_message?: any, quote?: {text: string}, forward_origin?: any,
 *   reply_markup?: {inline_keyboard?: Button[][]}, [kind: string]: any}} Message
 */
/**
 * @typedef {{keyboard?: Button[][], force_reply?: boolean, resize_keyboard?: boolean, one_time_keyboard?: boolean,
 *   is_persistent?: boolean, input_field_placeholder?: string}} ReplyMarkup
 */
/** @typedef {{command: string, description: string}} Command */
/** @typedef {{messages: Message[], keyboard: ReplyMarkup | null, commands: Command[]}} Chat */
/**
 * @typedef {{bot: User, people: Person[], chats: Record<string, Chat>, cursor: number,
 *   links?: {title: string, url: string}[]}} State
 */
/** @typedef {{type: string, chat?: number, [field: string]: any}} LiveEvent */
/** @typedef {{text: string, entities: Entity[]}} RichText */
/**
 * What a bubble may ask of the column it stands in.
 * @typedef {object} ChatView
 * @property {Person} person
 * @property {import("./store.js").Store} store
 * @property {(message: Message) => boolean} isOwn
 * @property {(message: Message) => string} authorOf
 * @property {(id: number) => void} jumpTo
 * @property {(message: Message, quote?: string) => void} startReply
 * @property {(message: Message, anchor: Element) => void} openMessageMenu
 * @property {(message: Message, emoji: string | null) => void} react
 * @property {(message: Message, button: Button) => void} pressInline
 * @property {(message: Message, button: Button) => boolean} isPending
 * @property {(text: string) => void} sendText
 * @property {(text: string) => void} notify
 */

export {};
