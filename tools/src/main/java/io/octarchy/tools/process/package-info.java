/** Commands of this program as processes of their own, beside the one that started them and not for longer than it. */
package io.octarchy.tools.process;
