/** Commands that explain settings. */
package io.octarchy.tools.config;
