/** Longer addresses cannot be delivered to (RFC 5321, 4.5.3.1). */
const MAX_EMAIL_LENGTH = 254;

/**
 * The expression by which browsers check an e-mail field (WHATWG, HTML, "valid email address"), but
 * for one thing: the domain needs a dot, since no shopper's address is on a bare host.
 */
const EMAIL =
	/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/;

/** Whether a browser would accept it as an email address of a shopper. */
export function isEmail(text: string): boolean {
	return text.length <= MAX_EMAIL_LENGTH && EMAIL.test(text);
}
